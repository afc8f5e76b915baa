/**
 * The only home of DJL and PyTorch: loading a model folder, making the quick form of its network, running it.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.core.infer.djl.TorchDetector}, which runs a model folder, and
 * {@link io.huoyan.core.infer.djl.NetworkDescription}, from which every form of a network is written.
 */
@NullMarked
package io.huoyan.core.infer.djl;

import org.jspecify.annotations.NullMarked;
