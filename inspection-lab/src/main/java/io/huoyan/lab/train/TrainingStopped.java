package io.huoyan.lab.train;

import java.io.Serial;
import java.nio.file.Path;

/** A training ended before its last step because that was asked for; its checkpoint is kept. */
public final class TrainingStopped extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    TrainingStopped(int step, int steps, Path workDir) {
        super("stopped after step " + step + " of " + steps + "; the same command goes on from the checkpoint in "
                + workDir);
    }
}
