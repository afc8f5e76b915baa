/**
 * What the line costs, measured side by side in one run.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.benchmarks.LineBenchmark}.
 */
@NullMarked
package io.huoyan.benchmarks;

import org.jspecify.annotations.NullMarked;
