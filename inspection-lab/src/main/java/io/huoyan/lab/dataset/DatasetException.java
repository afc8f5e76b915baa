package io.huoyan.lab.dataset;

/** A data set that cannot be used; the message names file and line, the actual and the allowed value. */
public final class DatasetException extends IllegalArgumentException {
    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
