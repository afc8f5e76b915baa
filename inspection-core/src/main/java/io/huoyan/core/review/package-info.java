/**
 * What a person decided about a doubtful weld.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.review.QaDecision}.
 */
@NullMarked
package io.huoyan.core.review;

import org.jspecify.annotations.NullMarked;
