/**
 * Labelled pictures and where they come from: rendered patches and photographs with labels in the YOLO format.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.lab.dataset.LabelledPicture}, {@link io.huoyan.lab.dataset.YoloSet},
 * {@link io.huoyan.lab.dataset.ClassMapping}.
 */
@NullMarked
package io.huoyan.lab.dataset;

import org.jspecify.annotations.NullMarked;
