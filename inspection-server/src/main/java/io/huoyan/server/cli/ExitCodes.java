package io.huoyan.server.cli;

/** What the exit status says; the same for every command. */
final class ExitCodes {
    static final int DONE = 0;
    static final int NOT_AS_IT_SHOULD_BE = 1;
    static final int WRONG_INPUT = 2;
    static final int OWN_FAILURE = 3;

    private ExitCodes() {}
}
