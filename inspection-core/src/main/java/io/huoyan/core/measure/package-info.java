/**
 * From what was seen to lengths, widths, diameters and positions in mm, each with its standard uncertainty; edges are
 * located to sub-pixel in the original picture, points are mapped to mm.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.measure.Measurand}, {@link io.huoyan.core.measure.Measurement}.
 */
@NullMarked
package io.huoyan.core.measure;

import org.jspecify.annotations.NullMarked;
