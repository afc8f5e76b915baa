/**
 * The way through the house as one call: {@code CapturedImage} in, {@link io.huoyan.core.pipeline.Inspection} out.
 * Pure: no store, no orders, so that a replay can never order a repair.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.pipeline.Inspection},
 * {@link io.huoyan.core.pipeline.WeldInspection}.
 */
@NullMarked
package io.huoyan.core.pipeline;

import org.jspecify.annotations.NullMarked;
