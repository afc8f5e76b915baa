/**
 * The words everything else is said in: identifiers, geometry, failures as values.
 *
 * <p>Pure data, no foreign library. Pixels and millimetres are different types, so that the compiler refuses a length
 * taken in the wrong one.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.domain.FrameHeader} (what is known of a picture before it is looked
 * at), {@link io.huoyan.core.domain.InspectionFailure} (what can go wrong, as values),
 * {@link io.huoyan.core.domain.DefectClass} (what a defect is called).
 */
@NullMarked
package io.huoyan.core.domain;

import org.jspecify.annotations.NullMarked;
