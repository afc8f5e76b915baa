package io.huoyan.core.infer;

/** A model folder that cannot be used; the message says what, the actual and the allowed value, and which file. */
public final class ModelFolderException extends RuntimeException {
    public ModelFolderException(String message) {
        super(message);
    }

    public ModelFolderException(String message, Throwable cause) {
        super(message, cause);
    }
}
