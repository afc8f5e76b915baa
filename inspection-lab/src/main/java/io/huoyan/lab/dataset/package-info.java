/**
 * Labelled pictures and where they come from: folders in the formats of others, and sets rendered here.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.lab.dataset.LabelledSet}, {@link io.huoyan.lab.dataset.Sample},
 * {@link io.huoyan.lab.dataset.ClassMapping}.
 */
@NullMarked
package io.huoyan.lab.dataset;

import org.jspecify.annotations.NullMarked;
