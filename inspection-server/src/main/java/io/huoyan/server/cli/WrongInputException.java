package io.huoyan.server.cli;

/** What the user gave cannot be worked with. The message says what, the actual value, the allowed value, and where. */
final class WrongInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongInputException(String message) {
        super(message);
    }
}
