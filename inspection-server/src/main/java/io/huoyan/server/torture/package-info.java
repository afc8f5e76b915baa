/**
 * Proves that no order is lost, doubled or contradictory whatever happens to server, broker, disk and clock: a real
 * server process is killed again and again while cameras and an MES go on, and a model that was fed only by what they
 * saw is held against the vehicles' files at the end.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.torture.TortureRun}, {@link io.huoyan.server.torture.Verdicts}.
 */
@NullMarked
package io.huoyan.server.torture;

import org.jspecify.annotations.NullMarked;
