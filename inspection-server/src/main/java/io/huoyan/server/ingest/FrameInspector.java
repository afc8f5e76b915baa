package io.huoyan.server.ingest;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.InspectionPipeline;

/** What looks at a picture. Called by several threads at once. */
public interface FrameInspector {
    /** Inspects one picture from the line. Blocks for as long as it takes. */
    Inspection inspect(CapturedImage image);

    /** The outcome of a frame that is not inspected (now). */
    Inspection notInspected(CapturedImage image, InspectionFailure failure);

    /** The way through the house, for pictures from the line (not simulated). */
    static FrameInspector of(InspectionPipeline pipeline) {
        return new FrameInspector() {
            @Override
            public Inspection inspect(CapturedImage image) {
                return pipeline.inspect(image, false);
            }

            @Override
            public Inspection notInspected(CapturedImage image, InspectionFailure failure) {
                return pipeline.notInspected(image, failure, false);
            }
        };
    }
}
