package io.huoyan.benchmarks;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.core.pipeline.WeldInspection;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Inspections of a body shop with {@value #STATIONS} stations like the sample line's, made from what the pipeline finds
 * in the sample pictures of one good body: as large as real ones. One weld in a hundred inspections is bad.
 */
final class BodyShop {
    static final int STATIONS = 10;
    static final int FRAMES_PER_VISIT = 5;
    private static final double BAD_SHARE = 0.01;
    private static final int PICTURE_BYTES = 60_000;

    private final List<Inspection> templates;
    private final Catalog catalog;
    private final VariantId variant;

    private BodyShop(List<Inspection> templates, Catalog catalog, VariantId variant) {
        this.templates = templates;
        this.catalog = catalog;
        this.variant = variant;
    }

    /** Looks at the set's first body, and multiplies its weld plan by the stations. */
    static BodyShop of(Path set, Catalog sample, InspectionPipeline pipeline) throws IOException {
        List<Inspection> templates = new ArrayList<>();
        List<SampleFrame> frames = SampleFrame.load(set);
        String visit = frames.get(0).frame().getVisitId();
        for (SampleFrame frame : frames) {
            if (frame.frame().getVisitId().equals(visit)) {
                templates.add(pipeline.inspect(captured(frame.frame()), false));
            }
        }
        VariantId variant = templates.get(0).header().vehicle().variant();
        WeldPlan plan = sample.plan(variant).orElseThrow();
        List<Weld> welds = Stream.iterate(0, i -> i + 1)
                .limit(STATIONS)
                .flatMap(station -> plan.welds().stream().map(weld -> at(weld, station)))
                .toList();
        return new BodyShop(
                templates,
                new Catalog(
                        Map.of(variant, new WeldPlan(variant, welds)),
                        sample.stations(),
                        sample.recipes(),
                        sample.standards(),
                        sample.defects(),
                        sample.sha256()),
                variant);
    }

    private static CapturedImage captured(io.huoyan.proto.v1.Frame sent) {
        var vehicle = new Vehicle(
                new VehicleId(sent.getVehicle().getVehicleId()),
                sent.getVehicle().getIsVin(),
                new VariantId(sent.getVehicle().getVariantId()));
        FrameHeader header = header(
                new FrameId(new CameraId(sent.getCameraId()), "boot", 1),
                new StationId(sent.getStationId()),
                new ViewId(sent.getViewId()),
                vehicle,
                new VisitId(sent.getVisitId()));
        return new CapturedImage(
                header,
                PixelFormat.valueOf(sent.getEncoding().name().substring("ENCODING_".length())),
                sent.getWidthPx(),
                sent.getHeightPx(),
                0,
                sent.getData().asReadOnlyByteBuffer());
    }

    private static FrameHeader header(FrameId frame, StationId station, ViewId view, Vehicle vehicle, VisitId visit) {
        return new FrameHeader(frame, station, view, vehicle, visit, 1, false, 0, 0, 0, "", 0, Duration.ZERO);
    }

    private static Weld at(Weld weld, int station) {
        return new Weld(
                weldId(weld.id(), station),
                stationId(station),
                weld.views(),
                weld.process(),
                weld.material(),
                weld.sheetStackMm(),
                weld.safetyClass(),
                weld.geometry(),
                weld.standard());
    }

    private static WeldId weldId(WeldId weld, int station) {
        return new WeldId(weld + "-" + station);
    }

    static StationId stationId(int station) {
        return new StationId("ST-" + station);
    }

    Catalog catalog() {
        return catalog;
    }

    Vehicle vehicle(int number) {
        return new Vehicle(new VehicleId("BODY-" + number), false, variant);
    }

    static VisitId visitId(int vehicle, int station) {
        return new VisitId("V-" + vehicle + "-" + station);
    }

    /** One inspection; equal arguments give an equal one but for its time and its picture. */
    Inspection inspection(int vehicle, int station, int frame, Clock clock, SplittableRandom random) {
        Inspection template = templates.get(frame % templates.size());
        int bad = random.nextDouble() < BAD_SHARE
                ? random.nextInt(template.welds().size())
                : -1;
        List<WeldInspection> welds = new ArrayList<>();
        Verdict worst = new Verdict.Ok();
        for (int i = 0; i < template.welds().size(); i++) {
            WeldInspection weld = weld(template.welds().get(i), station, i == bad, random);
            welds.add(weld);
            worst = Verdict.worse(worst, weld.verdict());
        }
        long number = ((long) vehicle * STATIONS + station) * FRAMES_PER_VISIT + frame;
        return new Inspection(
                new ResultId("R-" + Long.toHexString(number * 0x9E3779B97F4A7C15L) + "-" + number),
                header(
                        new FrameId(template.header().frame().camera(), "boot-" + station, number),
                        stationId(station),
                        template.header().view(),
                        vehicle(vehicle),
                        visitId(vehicle, station)),
                clock.instant(),
                false,
                true,
                worst,
                welds,
                template.checks(),
                template.failure(),
                template.provenance(),
                template.stageTimes());
    }

    private static WeldInspection weld(WeldInspection weld, int station, boolean bad, SplittableRandom random) {
        return new WeldInspection(
                weldId(weld.weld(), station),
                bad ? new Verdict.Nok("bad, for the benchmark") : new Verdict.Ok(),
                weld.findings(),
                weld.measurements(),
                weld.checks(),
                weld.region(),
                weld.nominal(),
                weld.seen(),
                bad ? Optional.of(picture(random)) : Optional.empty());
    }

    /** As large as a weld's original pixels are, and no two the same. */
    private static Evidence picture(SplittableRandom random) {
        byte[] bytes = new byte[PICTURE_BYTES];
        random.nextBytes(bytes);
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Evidence(new PixelBox(0, 0, 100, 100), sha256, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** How many welds and frames a body has. */
    Map<String, Integer> size() {
        var size = new HashMap<String, Integer>();
        size.put("welds", catalog.plan(variant).orElseThrow().welds().size());
        size.put("inspections", STATIONS * FRAMES_PER_VISIT);
        return size;
    }
}
