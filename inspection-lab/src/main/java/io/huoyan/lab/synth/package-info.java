/**
 * The renderer: pictures of welds whose truth is known exactly, in pixels for training and in millimetres for proof.
 *
 * <p>A {@code Canvas} holds a height map, reflectance and labels on a fine grid over the weld plane. Painters (sheet,
 * bead, imprint and the defects) write into it, {@code Light} turns it into brightness and {@code Exposure} into the
 * bytes of a camera. Everything is a pure function of a seed.
 *
 * <p><b>Starting points</b>: {@link io.huoyan.lab.synth.PatchRenderer} for training patches,
 * {@link io.huoyan.lab.synth.SpecimenRenderer} for single welds of any kind with any defect,
 * {@link io.huoyan.lab.synth.SceneRenderer} for a calibrated camera's view of a part,
 * {@link io.huoyan.lab.synth.SampleSetWriter} for the pictures in {@code sample-images}.
 */
@NullMarked
package io.huoyan.lab.synth;

import org.jspecify.annotations.NullMarked;
