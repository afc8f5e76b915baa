/**
 * What can be promised from counts: exact intervals of shares, and thresholds that keep the share of missed defects
 * below a level with a confidence, one physical weld being the unit.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.lab.guarantee.Share}.
 */
@NullMarked
package io.huoyan.lab.guarantee;

import org.jspecify.annotations.NullMarked;
