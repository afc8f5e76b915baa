/**
 * Is the picture fit to judge by? Frame checks before the welds are located, weld checks on each weld's region after;
 * one class per check, one visible list.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.quality.FrameChecks}, {@link io.huoyan.core.quality.WeldChecks},
 * {@link io.huoyan.core.quality.CheckResult}.
 */
@NullMarked
package io.huoyan.core.quality;

import org.jspecify.annotations.NullMarked;
