package io.huoyan.server.cli;

import picocli.CommandLine.Parameters;

/** Names one weld that waits for a decision. */
final class DoubtfulWeld {
    @Parameters(index = "0", paramLabel = "VEHICLE", description = "The vehicle, as list has it.")
    String vehicle;

    @Parameters(index = "1", paramLabel = "WELD", description = "The weld, as list has it.")
    String weld;
}
