/**
 * Training of the networks in {@code models/}: labelled patches in, a model folder out. With {@code infer.djl} of the
 * core, the only home of DJL.
 *
 * <p><b>Starting points:</b> {@code Training}, {@code TrainingPlan}.
 */
@NullMarked
package io.huoyan.lab.train;

import org.jspecify.annotations.NullMarked;
