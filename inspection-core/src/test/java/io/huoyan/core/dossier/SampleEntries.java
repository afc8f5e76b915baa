package io.huoyan.core.dossier;

import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.orders.Deadlines;
import io.huoyan.core.orders.Escalation;
import io.huoyan.core.orders.Move;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.core.quality.CheckResult;
import io.huoyan.core.review.QaDecision;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Test kit: entries of a vehicle's file with every kind of content in them. */
public final class SampleEntries {
    public static final StationId STATION = new StationId("W10");
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    /** When the sample welds were seen: shortly before their visit closes at {@link #NOON}. */
    public static final Instant SEEN = NOON.minusSeconds(2);

    /** When the sample orders came into the state that they are in. */
    public static final Instant ORDERED = NOON.minusSeconds(60);

    private SampleEntries() {}

    public static Vehicle vehicle(String id) {
        return new Vehicle(new VehicleId(id), false, new VariantId("SUV-A"));
    }

    /** The plan of the sample vehicle: one spot of class A. */
    public static WeldPlan plan() {
        return new WeldPlan(
                new VariantId("SUV-A"),
                List.of(new Weld(
                        new WeldId("S-1"),
                        STATION,
                        List.of(new ViewId("V1")),
                        "21",
                        "steel",
                        List.of(1.2, 0.8),
                        SafetyClass.A,
                        new WeldGeometry.Spot(new MmPoint(10, 20), 6),
                        "PLANT-SPOT")));
    }

    public static FrameHeader header(Vehicle vehicle, String visit, String camera, long frameNumber) {
        return new FrameHeader(
                new FrameId(new CameraId(camera), "boot-1", frameNumber),
                STATION,
                new ViewId("V1"),
                vehicle,
                new VisitId(visit),
                1_795_262_400_000_000_123L,
                true,
                125.5,
                -0.25,
                987_654_321L,
                "T-7",
                2,
                Duration.ofMillis(1500));
    }

    /** An inspection with one NOK weld and its picture, and no failure. */
    public static Inspection inspection(Vehicle vehicle, String visit, String camera, long frameNumber, byte[] png) {
        return inspection(
                vehicle,
                visit,
                camera,
                frameNumber,
                png,
                new Verdict.Nok("pore of 1.2 mm, allowed is 0.5 mm"),
                Optional.empty());
    }

    public static Inspection inspection(
            Vehicle vehicle,
            String visit,
            String camera,
            long frameNumber,
            byte[] png,
            Verdict verdict,
            Optional<InspectionFailure> failure) {
        var weld = new WeldInspection(
                new WeldId("S-1"),
                verdict,
                List.of(pore(1.2)),
                List.of(measurement(Measurand.SEAM_WIDTH_MEAN, 6.1)),
                List.of(new CheckResult("sharpness", false, Double.NaN, "sharpness is unknown, allowed is 3 or more")),
                new PixelBox(-3, 7, 120, 80),
                List.of(new PixelPoint(1.5, 2.25)),
                List.of(List.of(new PixelPoint(0.1, 0.2), new PixelPoint(3, 4)), List.of()),
                Optional.of(evidence(png)));
        var bare = new WeldInspection(
                new WeldId("S-2"),
                new Verdict.Ok(),
                List.of(),
                List.of(),
                List.of(),
                new PixelBox(0, 0, 0, 0),
                List.of(),
                List.of(),
                Optional.empty());
        return new Inspection(
                new ResultId("R-" + camera + "-" + frameNumber),
                header(vehicle, visit, camera, frameNumber),
                NOON,
                true,
                true,
                verdict,
                List.of(weld, bare),
                List.of(new CheckResult("exposure", true, 0.02, "0.02 of the pixels are white; allowed is 0.1")),
                failure,
                new Inspection.Provenance("aa", "weld-seg", "bb", "fp32", "R1", true, "cc", "0.1.0", "dd", "ee", "ff"),
                List.of(new Inspection.StageTime("decode", 4.25), new Inspection.StageTime("infer", 17)));
    }

    public static Finding pore(double lengthMm) {
        return pore(lengthMm, 41.5, Finding.Decision.REJECTED);
    }

    public static Finding pore(double lengthMm, double positionMm, Finding.Decision decision) {
        return new Finding(
                DefectClass.parse("ISO6520-1:2017"),
                "ISO 5817:2023 Table 1 No. 1.3",
                Optional.of(measurement(Measurand.DEFECT_LENGTH, lengthMm)),
                Optional.of(0.5),
                decision,
                List.of(new PixelPoint(10, 11), new PixelPoint(12.5, 13)),
                0.93,
                List.of(
                        measurement(Measurand.DEFECT_LENGTH, lengthMm),
                        measurement(Measurand.DEFECT_POSITION, positionMm)));
    }

    public static Finding missingWeld() {
        return new Finding(
                DefectClass.parse("PLANT:MISSING"),
                "PLANT-SPOT 1",
                Optional.empty(),
                Optional.empty(),
                Finding.Decision.REJECTED,
                List.of(),
                1,
                List.of());
    }

    public static Measurement measurement(Measurand measurand, double valueMm) {
        return new Measurement(
                measurand, valueMm, Measurement.Unit.MM, 0.05, List.of(new PixelPoint(1, 2), new PixelPoint(3, 4)));
    }

    public static Evidence evidence(byte[] png) {
        return new Evidence(new PixelBox(0, 0, 10, 10), sha256(png), png);
    }

    public static VisitResult visit(
            Vehicle vehicle, String visit, long sequenceNumber, boolean orderable, VisitResult.WeldResult... welds) {
        Verdict worst = new Verdict.Ok();
        for (var weld : welds) {
            worst = Verdict.worse(worst, weld.verdict());
        }
        return new VisitResult(
                STATION, new VisitId(visit), vehicle, sequenceNumber, 1, NOON, worst, List.of(welds), orderable);
    }

    /** The same welds as another revision. */
    public static VisitResult amended(VisitResult visit, int revision) {
        return new VisitResult(
                visit.station(),
                visit.visit(),
                visit.vehicle(),
                visit.sequenceNumber(),
                revision,
                visit.closedAt(),
                visit.verdict(),
                visit.welds(),
                visit.orderable());
    }

    public static VisitResult.WeldResult nok(String weld, Finding... findings) {
        return new VisitResult.WeldResult(
                new WeldId(weld),
                new Verdict.Nok("out of limits"),
                List.of(findings),
                List.of(sha256(new byte[] {1})),
                List.of(new ResultId("R-1")),
                Optional.of(SEEN));
    }

    public static VisitResult.WeldResult ok(String weld) {
        return okSeen(weld, Optional.of(SEEN));
    }

    /** A good weld, seen then. */
    public static VisitResult.WeldResult okSeen(String weld, Optional<Instant> seenAt) {
        return new VisitResult.WeldResult(
                new WeldId(weld), new Verdict.Ok(), List.of(), List.of(), List.of(new ResultId("R-1")), seenAt);
    }

    public static VisitResult.WeldResult review(String weld) {
        return new VisitResult.WeldResult(
                new WeldId(weld),
                new Verdict.Review(Verdict.Reason.GUARD_BAND, "too near to the limit"),
                List.of(),
                List.of(),
                List.of(new ResultId("R-1")),
                Optional.of(SEEN));
    }

    public static RepairOrder order(Vehicle vehicle, String id, String weld, OrderState state, Finding... findings) {
        return new RepairOrder(
                new OrderId(id),
                1,
                vehicle,
                STATION,
                new VisitId("visit-0"),
                new WeldId(weld),
                SafetyClass.A,
                state,
                List.of(findings),
                List.of("ee"),
                0,
                ORDERED,
                ORDERED,
                new Move(Move.By.MES, "王芳", "on shift", Optional.of("cmd-1")),
                state == OrderState.HELD ? Optional.of(OrderState.ACCEPTED) : Optional.empty(),
                new Deadlines(NOON.plusSeconds(300), NOON.plusSeconds(1800)),
                Escalation.NONE);
    }

    public static QaDecision decision() {
        return new QaDecision(
                STATION,
                new VisitId("visit-1"),
                new WeldId("S-1"),
                2,
                new Verdict.Review(Verdict.Reason.UNCERTAIN, "something is there"),
                true,
                "李娜",
                "a reflection, no pore",
                NOON);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
