/**
 * Pictures of a folder through the same pipeline as on the line, without network or store: what each is found to be,
 * held against the truth where the folder has it, and a report to look at.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.lab.replay.Replay}, {@link io.huoyan.lab.replay.ReplayReport}.
 */
@NullMarked
package io.huoyan.lab.replay;

import org.jspecify.annotations.NullMarked;
