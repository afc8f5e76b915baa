package io.huoyan.core.domain;

import java.time.Duration;

/**
 * All that is known of a picture before it is looked at.
 *
 * @param frame its identity
 * @param station where the camera stands
 * @param view which calibrated view it shows
 * @param vehicle whose welds it shows
 * @param visit which stay of the vehicle at the station
 * @param captureTimeNs start of exposure, ns since 1970-01-01 UTC
 * @param ptpLocked whether the camera's clock was locked to PTP (IEEE 1588) then
 * @param exposureUs exposure time; ≥ 0, 0 where the camera does not say
 * @param gainDb analogue and digital gain
 * @param encoderCount line encoder or trigger counter at exposure
 * @param triggerId trigger that took the picture; empty where there is none
 * @param lightId sequencer set, i.e. which light was on; ≥ 0
 * @param usefulFor for how long after receipt an answer is of use; zero means always
 */
public record FrameHeader(
        FrameId frame,
        StationId station,
        ViewId view,
        Vehicle vehicle,
        VisitId visit,
        long captureTimeNs,
        boolean ptpLocked,
        double exposureUs,
        double gainDb,
        long encoderCount,
        String triggerId,
        int lightId,
        Duration usefulFor) {
    public FrameHeader {
        if (!(exposureUs >= 0) || Double.isInfinite(exposureUs)) {
            throw new IllegalArgumentException("exposureUs is " + exposureUs + "; allowed is 0 or more");
        }
        if (!Double.isFinite(gainDb)) {
            throw new IllegalArgumentException("gainDb is " + gainDb + "; allowed is any finite number");
        }
        if (usefulFor.isNegative()) {
            throw new IllegalArgumentException("usefulFor is " + usefulFor + "; allowed is zero or more");
        }
    }
}
