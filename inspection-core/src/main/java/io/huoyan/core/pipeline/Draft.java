package io.huoyan.core.pipeline;

import io.huoyan.core.decode.CapturedImage;

/** An inspection in the making: what is known of it before anything was looked at, and the clock of its stages. */
record Draft(
        CapturedImage image,
        boolean isSimulated,
        boolean calibrated,
        Inspection.Provenance provenance,
        StageClock clock) {}
