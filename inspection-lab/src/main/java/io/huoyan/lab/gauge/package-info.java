/**
 * Acceptance studies of the ruler on rendered rigs: features in fresh poses, repeats on a master, remounted series.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.lab.gauge.GaugeRun}, {@link io.huoyan.lab.gauge.GaugeResult},
 * {@link io.huoyan.lab.gauge.RigFile}.
 */
@NullMarked
package io.huoyan.lab.gauge;

import org.jspecify.annotations.NullMarked;
