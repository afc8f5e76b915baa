/**
 * Acceptance rules against measurements: findings, three verdicts, and how the results of one weld are combined.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.judge.Verdict}, {@link io.huoyan.core.judge.Finding}.
 */
@NullMarked
package io.huoyan.core.judge;

import org.jspecify.annotations.NullMarked;
