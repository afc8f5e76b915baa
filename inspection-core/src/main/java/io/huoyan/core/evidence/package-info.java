/**
 * What is kept to be looked at: the lossless source region of a weld, overlays drawn from findings on demand.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.evidence.Evidence}.
 */
@NullMarked
package io.huoyan.core.evidence;

import org.jspecify.annotations.NullMarked;
