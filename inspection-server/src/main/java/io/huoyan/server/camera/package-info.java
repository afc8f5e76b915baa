/**
 * The camera agent: frames of a folder, paced, over gRPC to a server, with a spool on disk while the server is away.
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.camera.CameraAgent},
 * {@link io.huoyan.server.camera.CameraSettings}.
 */
@NullMarked
package io.huoyan.server.camera;

import org.jspecify.annotations.NullMarked;
