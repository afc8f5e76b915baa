/**
 * The only home of DJL and PyTorch: loading a model folder, making the quick form of its network, running it.
 *
 * <p><b>Starting points:</b> the loader that the server and the lab call with a model folder.
 */
@NullMarked
package io.huoyan.core.infer.djl;

import org.jspecify.annotations.NullMarked;
