package io.huoyan.lab.replay;

import io.huoyan.core.decode.CapturedImage;
import java.io.IOException;
import java.nio.file.Path;

/** A picture file of which nothing is known but itself. */
public final class LoosePicture {
    private LoosePicture() {}

    /**
     * Reads a file as if a camera had sent it.
     *
     * @param number different for each file of a run, so that two equal files are no frozen camera; 1 or more
     * @throws IOException if it cannot be read, or its ending is none that is read
     */
    public static CapturedImage read(Path file, int number) throws IOException {
        return new ReplayFolder.Item(file, String.valueOf(file.getFileName()), ReplayFolder.unknown(number), false)
                .read();
    }
}
