package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * Files of made forms, named by the master's hash. Making one takes milliseconds, so that each start makes it anew and
 * writes it only if the file is missing or not the same: a damaged file, or one of an older program, never runs.
 */
final class FormCache {
    private final Path directory;

    FormCache(Path directory) {
        this.directory = directory;
    }

    /** The TorchScript file of a form, there and right when this returns. */
    Path form(ModelFolder folder, String numericForm) {
        NumericForm wanted;
        try {
            wanted = NumericForm.of(numericForm, Processor.flags());
        } catch (IllegalArgumentException e) {
            throw new ModelFolderException(folder.directory() + ": " + e.getMessage(), e);
        }
        byte[] bytes = made(folder, wanted);
        Path file = directory.resolve(folder.model().sha256() + "-" + numericForm + ".pt");
        try {
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
                write(file, bytes);
            }
        } catch (IOException e) {
            throw new ModelFolderException(file + ": the made form cannot be kept: " + e.getMessage(), e);
        }
        return file;
    }

    private static byte[] made(ModelFolder folder, NumericForm form) {
        try {
            NetworkDescription network = NetworkDescription.of(
                    folder.architecture(),
                    folder.baseWidth(),
                    folder.model().labels().size(),
                    folder.model().things().size());
            if (folder.model().sideMultiplePx() % network.sideMultiplePx() != 0) {
                throw new IllegalArgumentException(
                        "sideMultiplePx is " + folder.model().sideMultiplePx() + "; the network needs a multiple of "
                                + network.sideMultiplePx());
            }
            int kinds = folder.model().things().size();
            return switch (form) {
                case FP32 -> FloatForm.of(network, kinds, folder.tensors(), false);
                case BF16 -> FloatForm.of(network, kinds, folder.tensors(), true);
                case INT8 -> Int8Form.of(network, kinds, folder.tensors());
            };
        } catch (IllegalArgumentException e) {
            throw new ModelFolderException(
                    folder.directory().resolve(ModelFolder.DESCRIPTION_FILE) + ": " + e.getMessage(), e);
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(directory);
        Path beside = Files.createTempFile(directory, "making-", ".pt");
        try {
            Files.write(beside, bytes);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            // What a full disk did not hold would keep it full.
            Files.deleteIfExists(beside);
        }
    }
}
