package io.huoyan.lab.teach;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.knowngood.GoodLook;
import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.dataset.LoosePicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Good pictures as a network sees them. */
final class GoodPictures {
    /**
     * @param name of the file
     * @param sha256 of its bytes
     * @param look what the network makes of it
     */
    record Seen(String name, String sha256, GoodLook look) {}

    private GoodPictures() {}

    static Seen see(Path file, int number, DefectDetector detector) {
        try (MatScope scope = MatScope.open()) {
            CapturedImage image = LoosePicture.read(file, number);
            Result<Frame> decoded = Decoders.decode(image, DecodeLimits.defaults(), scope);
            if (decoded instanceof Result.Success<Frame> success) {
                return new Seen(
                        String.valueOf(file.getFileName()),
                        ModelFolder.sha256(Files.readAllBytes(file)),
                        GoodLook.of(success.value(), detector, scope));
            }
            throw new DatasetException(
                    file + ": " + ((Result.Failed<Frame>) decoded).failure().message());
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
