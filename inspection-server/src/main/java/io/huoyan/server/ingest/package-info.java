/**
 * The way in: frames over gRPC ({@code huoyan.inspection.v1}), one recorded outcome and one answer for each.
 *
 * <p>A frame's way: {@code FrameStream} (flow control, order of replies) → {@code FrameMapping} (protobuf to domain) →
 * {@code FrameIntake} (identity, limits, queue fair between cameras) → {@code InspectionWorkers} (late? inspected
 * before? inspect) → {@code Recorder} (commit, then answer).
 *
 * <p><b>Starting points:</b> {@link io.huoyan.server.ingest.IngestServer},
 * {@link io.huoyan.server.ingest.InspectionGrpcService}, {@link io.huoyan.server.ingest.IngestLimits}.
 */
@NullMarked
package io.huoyan.server.ingest;

import org.jspecify.annotations.NullMarked;
