/**
 * What the network sees: the port {@link io.huoyan.core.infer.DefectDetector}, its maps and the instances made of them,
 * model folders verified by hash. {@code infer.djl} is the only home of DJL.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.infer.DefectDetector}, {@link io.huoyan.core.infer.ProbabilityMaps},
 * {@link io.huoyan.core.infer.Instances}, {@link io.huoyan.core.infer.ModelFolder}.
 */
@NullMarked
package io.huoyan.core.infer;

import org.jspecify.annotations.NullMarked;
