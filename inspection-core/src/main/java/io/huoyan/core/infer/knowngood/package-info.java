/**
 * The memory of good parts: how far each place of a picture is from everything that good pictures show, and how far a
 * picture as a whole is from all that a network has learnt from.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.infer.knowngood.KnownGood}, the memory;
 * {@link io.huoyan.core.infer.knowngood.GoodLook}, a picture as it is compared.
 */
@NullMarked
package io.huoyan.core.infer.knowngood;

import org.jspecify.annotations.NullMarked;
