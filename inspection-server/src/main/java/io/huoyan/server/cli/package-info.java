/**
 * The command line. The only room that prints, and the only importer of the lab.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.cli.Main}; one class per command.
 */
@NullMarked
package io.huoyan.server.cli;

import org.jspecify.annotations.NullMarked;
