/**
 * Calibrating a camera with a ChArUco target: the printed sheet, the corners in a picture, the lens from many shots,
 * the weld plane from one, what is to be expected of lengths measured with it. A poor set of shots is refused with the
 * shots that it lacks.
 *
 * <p><b>Starting points:</b> {@code Target}, {@code TargetFinder}, {@code LensCalibration}, {@code PlaneCalibration}.
 */
@NullMarked
package io.huoyan.lab.calibrate;

import org.jspecify.annotations.NullMarked;
