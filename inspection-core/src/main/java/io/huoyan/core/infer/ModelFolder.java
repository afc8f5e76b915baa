package io.huoyan.core.infer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A folder {@code models/<id>/<version>/}. One that was {@link #load loaded} is verified: its master tensors have the
 * hash that its {@code model.yaml} states.
 *
 * @param directory the folder
 * @param architecture name of the network's description, as the room {@code infer.djl} knows it
 * @param baseWidth channels of the network's first level
 * @param model what it sees; {@link ModelDescription#numericForm} is {@code fp32}, the form of the master
 * @param photographs names of the things that labels of photographs taught it; empty where that is not told
 */
public record ModelFolder(
        Path directory, String architecture, int baseWidth, ModelDescription model, Set<String> photographs) {
    /** Name of the file that describes the model. */
    public static final String DESCRIPTION_FILE = "model.yaml";
    /** Name of the file that holds the master tensors, in the safetensors format. */
    public static final String TENSORS_FILE = "model.safetensors";
    /** Largest file of master tensors that is read. */
    static final long TENSORS_BYTES_MAX = 512L << 20;

    private static final Pattern FOLDER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public ModelFolder {
        photographs = Set.copyOf(photographs);
    }

    /**
     * Reads {@code modelsDir/id/version/model.yaml} alone: what the tensors are is not looked at.
     *
     * @throws ModelFolderException if it is missing or wrong
     */
    public static ModelFolder described(Path modelsDir, String id, String version) {
        checkName("id", id);
        checkName("version", version);
        return ModelYaml.read(modelsDir.resolve(id).resolve(version), id, version);
    }

    /**
     * Reads {@code modelsDir/id/version/model.yaml} and verifies the master tensors against it.
     *
     * @throws ModelFolderException if a file is missing, the hash differs or {@code model.yaml} is wrong
     */
    public static ModelFolder load(Path modelsDir, String id, String version) {
        ModelFolder folder = described(modelsDir, id, version);
        byte[] tensors = folder.readTensors();
        String actual = sha256(tensors);
        if (!actual.equals(folder.model.sha256())) {
            throw new ModelFolderException(folder.tensorsFile() + ": sha256 is " + actual + ", "
                    + folder.directory.resolve(DESCRIPTION_FILE) + " states " + folder.model.sha256()
                    + "; the tensors were changed or belong to another version");
        }
        return folder;
    }

    public Path tensorsFile() {
        return directory.resolve(TENSORS_FILE);
    }

    /**
     * The master tensors, read again.
     *
     * @throws ModelFolderException if the file is missing, too large or no tensor file, or holds a value that is no
     *     finite number
     */
    public MasterTensors tensors() {
        try {
            MasterTensors tensors = MasterTensors.parse(readTensors());
            tensors.verifyFinite();
            return tensors;
        } catch (IllegalArgumentException e) {
            throw new ModelFolderException(tensorsFile() + ": " + e.getMessage(), e);
        }
    }

    /** Lower-case hex digest. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * @param what of the model: {@code id} or {@code version}
     * @throws ModelFolderException if it is no name for a folder
     */
    public static void checkName(String what, String name) {
        if (!FOLDER_NAME.matcher(name).matches()) {
            throw new ModelFolderException("model " + what + " is '" + name
                    + "'; allowed are up to 64 letters, digits, '.', '_' and '-', beginning with a letter or digit");
        }
    }

    private byte[] readTensors() {
        Path file = tensorsFile();
        try {
            long size = Files.size(file);
            if (size > TENSORS_BYTES_MAX) {
                throw new ModelFolderException(
                        file + ": is " + size + " bytes; allowed are at most " + TENSORS_BYTES_MAX);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new ModelFolderException(file + ": the master tensors are missing", e);
        } catch (IOException e) {
            throw new ModelFolderException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
