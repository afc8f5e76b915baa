package io.huoyan.server.ingest;

import com.google.protobuf.Timestamp;
import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.InvalidIdentifierException;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.judge.Verdict;
import io.huoyan.proto.v1.CloseVisitRequest;
import io.huoyan.proto.v1.Encoding;
import io.huoyan.proto.v1.Finding;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.Inspection;
import io.huoyan.proto.v1.Measurement;
import io.huoyan.proto.v1.PixelPoint;
import io.huoyan.proto.v1.Provenance;
import io.huoyan.proto.v1.StageTime;
import io.huoyan.proto.v1.Vehicle;
import io.huoyan.proto.v1.VisitResult;
import io.huoyan.proto.v1.VisitWeld;
import io.huoyan.proto.v1.WeldInspection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one class that maps protobuf to the domain and back. Immutable, thread-safe.
 *
 * <p>A frame whose identity, vehicle, visit and place are all readable and in the catalog has a header: whatever else
 * is wrong with it, it can be recorded. Without that there is nothing to record it under.
 */
final class FrameMapping {
    private static final int TRIGGER_ID_CHARACTERS_MAX = 64;

    private final Catalog catalog;

    FrameMapping(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A frame, read. */
    sealed interface Read {
        /**
         * It has a header.
         *
         * @param image the picture, uncopied; an empty Mono8 one if its format is at fault
         * @param fault a field at fault: recorded, not inspected
         */
        record Headed(CapturedImage image, Optional<InspectionFailure> fault) implements Read {}

        /** Without a readable header, nothing can be recorded. */
        record Headless(InspectionFailure failure) implements Read {}
    }

    Read read(Frame frame) {
        FrameHeader header;
        try {
            header = header(frame);
            checkPlace(header);
        } catch (FieldFault fault) {
            return new Read.Headless(fault.failure);
        }
        try {
            checkCamera(header);
            return new Read.Headed(image(frame, header), Optional.empty());
        } catch (FieldFault fault) {
            CapturedImage unread = new CapturedImage(
                    header, PixelFormat.MONO8, 0, 0, 0, frame.getData().asReadOnlyByteBuffer());
            return new Read.Headed(unread, Optional.of(fault.failure));
        }
    }

    private static FrameHeader header(Frame frame) {
        CameraId camera = id("camera_id", frame.getCameraId(), CameraId::new);
        long number = nonNegative("frame_number", frame.getFrameNumber());
        FrameId frameId = id("boot_id", frame.getBootId(), boot -> new FrameId(camera, boot, number));
        if (frame.getTriggerId().length() > TRIGGER_ID_CHARACTERS_MAX) {
            throw new FieldFault(
                    "trigger_id",
                    "has " + frame.getTriggerId().length() + " characters; allowed are " + TRIGGER_ID_CHARACTERS_MAX);
        }
        if (!Double.isFinite(frame.getExposureUs()) || frame.getExposureUs() < 0) {
            throw new FieldFault("exposure_us", "is " + frame.getExposureUs() + "; allowed is 0 or more");
        }
        if (!Double.isFinite(frame.getGainDb())) {
            throw new FieldFault("gain_db", "is " + frame.getGainDb() + "; allowed is any finite number");
        }
        return new FrameHeader(
                frameId,
                id("station_id", frame.getStationId(), StationId::new),
                id("view_id", frame.getViewId(), ViewId::new),
                vehicle("vehicle.", frame.getVehicle()),
                id("visit_id", frame.getVisitId(), VisitId::new),
                nonNegative("capture_time_ns", frame.getCaptureTimeNs()),
                frame.getPtpLocked(),
                frame.getExposureUs(),
                frame.getGainDb(),
                frame.getEncoderCount(),
                frame.getTriggerId(),
                nonNegative("light_id", frame.getLightId()),
                Duration.ofMillis(Integer.toUnsignedLong(frame.getUsefulForMs())));
    }

    private static io.huoyan.core.domain.Vehicle vehicle(String prefix, Vehicle vehicle) {
        return new io.huoyan.core.domain.Vehicle(
                id(prefix + "vehicle_id", vehicle.getVehicleId(), VehicleId::new),
                vehicle.getIsVin(),
                id(prefix + "variant_id", vehicle.getVariantId(), VariantId::new));
    }

    private void checkPlace(FrameHeader header) {
        Station station = station("station_id", header.station());
        if (!station.views().containsKey(header.view())) {
            throw new FieldFault(
                    "view_id",
                    "is '" + header.view() + "'; allowed at station " + station.id() + " are "
                            + station.views().keySet().stream().sorted().toList());
        }
        checkVariant("vehicle.variant_id", header.vehicle().variant());
    }

    private Station station(String field, StationId id) {
        return catalog.station(id)
                .orElseThrow(() -> new FieldFault(
                        field,
                        "is '" + id + "'; allowed are the catalog's stations "
                                + catalog.stations().keySet().stream().sorted().toList()));
    }

    private void checkVariant(String field, VariantId variant) {
        if (catalog.plan(variant).isEmpty()) {
            throw new FieldFault(
                    field,
                    "is '" + variant + "'; allowed are the catalog's variants "
                            + catalog.plans().keySet().stream().sorted().toList());
        }
    }

    private void checkCamera(FrameHeader header) {
        View view = catalog.station(header.station())
                .map(station -> station.views().get(header.view()))
                .orElseThrow();
        if (!view.camera().equals(header.frame().camera())) {
            throw new FieldFault(
                    "camera_id",
                    "is '" + header.frame().camera() + "'; view " + view.id() + " is calibrated for camera "
                            + view.camera());
        }
    }

    private static CapturedImage image(Frame frame, FrameHeader header) {
        return new CapturedImage(
                header,
                format(frame),
                nonNegative("width_px", frame.getWidthPx()),
                nonNegative("height_px", frame.getHeightPx()),
                nonNegative("stride_bytes", frame.getStrideBytes()),
                frame.getData().asReadOnlyByteBuffer());
    }

    private static PixelFormat format(Frame frame) {
        Encoding encoding = frame.getEncoding();
        if (encoding == Encoding.ENCODING_RAW) {
            return PixelFormat.ofPfncValue(frame.getPfncPixelFormat())
                    .filter(format -> !format.isCompressed())
                    .orElseThrow(() -> new FieldFault(
                            "pfnc_pixel_format",
                            String.format(
                                    "is 0x%08X; allowed are 0x01080001 Mono8, 0x010C0047 Mono12p, 0x01080009 BayerRG8"
                                            + " and 0x02180014 RGB8",
                                    frame.getPfncPixelFormat())));
        }
        if (encoding != Encoding.ENCODING_JPEG && encoding != Encoding.ENCODING_PNG) {
            throw new FieldFault(
                    "encoding",
                    "is " + frame.getEncodingValue() + " (" + encoding
                            + "); allowed are 1 ENCODING_RAW, 2 ENCODING_JPEG and 3 ENCODING_PNG");
        }
        if (frame.getPfncPixelFormat() != 0) {
            throw new FieldFault(
                    "pfnc_pixel_format",
                    String.format("is 0x%08X; allowed with %s is 0", frame.getPfncPixelFormat(), encoding));
        }
        return encoding == Encoding.ENCODING_JPEG ? PixelFormat.JPEG : PixelFormat.PNG;
    }

    /** What a visit is known by. */
    record VisitName(StationId station, VisitId visit, io.huoyan.core.domain.Vehicle vehicle) {}

    /** @throws RefusalMapping.InvalidRequestException if a field cannot be read or is not in the catalog */
    VisitName read(CloseVisitRequest request) {
        try {
            VisitName name = new VisitName(
                    id("station_id", request.getStationId(), StationId::new),
                    id("visit_id", request.getVisitId(), VisitId::new),
                    vehicle("vehicle.", request.getVehicle()));
            station("station_id", name.station());
            checkVariant("vehicle.variant_id", name.vehicle().variant());
            return name;
        } catch (FieldFault fault) {
            throw fault.ofRequest();
        }
    }

    /** @throws RefusalMapping.InvalidRequestException if it is no result id */
    static ResultId resultId(String value) {
        try {
            return id("result_id", value, ResultId::new);
        } catch (FieldFault fault) {
            throw fault.ofRequest();
        }
    }

    /** @throws RefusalMapping.InvalidRequestException if it is no vehicle's id */
    static VehicleId vehicleId(String value) {
        try {
            return id("vehicle_id", value, VehicleId::new);
        } catch (FieldFault fault) {
            throw fault.ofRequest();
        }
    }

    /** Empty means every station. */
    Optional<StationId> watchedStation(String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(station("station_id", id("station_id", value, StationId::new))
                    .id());
        } catch (FieldFault fault) {
            throw fault.ofRequest();
        }
    }

    private static <T> T id(String field, String value, Function<String, T> make) {
        try {
            return make.apply(value);
        } catch (InvalidIdentifierException e) {
            throw new FieldFault(field, ": " + e.getMessage());
        }
    }

    private static long nonNegative(String field, long value) {
        if (value < 0) {
            throw new FieldFault(field, "is " + Long.toUnsignedString(value) + "; allowed is 0 to " + Long.MAX_VALUE);
        }
        return value;
    }

    private static int nonNegative(String field, int value) {
        if (value < 0) {
            throw new FieldFault(
                    field, "is " + Integer.toUnsignedString(value) + "; allowed is 0 to " + Integer.MAX_VALUE);
        }
        return value;
    }

    FrameReply reply(Frame frame, Outcome outcome) {
        FrameReply.Builder reply = FrameReply.newBuilder()
                .setCameraId(frame.getCameraId())
                .setBootId(frame.getBootId())
                .setFrameNumber(frame.getFrameNumber());
        if (outcome instanceof Outcome.NotRecorded not) {
            return reply.setRefusal(RefusalMapping.refusal(not.failure(), null)).build();
        }
        Outcome.Recorded recorded = (Outcome.Recorded) outcome;
        reply.setRepeated(recorded.repeated()).setVisitClosed(recorded.visitClosed());
        Optional<InspectionFailure> failure = recorded.inspection().failure();
        if (failure.isPresent()) {
            reply.setRefusal(
                    RefusalMapping.refusal(failure.get(), recorded.inspection().id()));
        } else {
            reply.setInspection(inspection(recorded.inspection()));
        }
        return reply.build();
    }

    Inspection inspection(io.huoyan.core.pipeline.Inspection inspection) {
        Inspection.Builder message = Inspection.newBuilder()
                .setResultId(inspection.id().value())
                .setFrame(header(inspection.header()))
                .setCreationTime(timestamp(inspection.creationTime()))
                .setVerdict(verdict(inspection.verdict()))
                .setProvenance(provenance(inspection.provenance()))
                .setIsSimulated(inspection.isSimulated())
                .setCalibrated(inspection.calibrated());
        inspection.welds().forEach(weld -> message.addWelds(weld(weld)));
        inspection
                .stageTimes()
                .forEach(time -> message.addProcessingTimes(
                        StageTime.newBuilder().setStage(time.stage()).setDurationMs(time.durationMs())));
        return message.build();
    }

    private static Frame header(FrameHeader header) {
        return Frame.newBuilder()
                .setCameraId(header.frame().camera().value())
                .setBootId(header.frame().bootId())
                .setFrameNumber(header.frame().frameNumber())
                .setStationId(header.station().value())
                .setViewId(header.view().value())
                .setVehicle(vehicle(header.vehicle()))
                .setVisitId(header.visit().value())
                .setCaptureTimeNs(header.captureTimeNs())
                .setPtpLocked(header.ptpLocked())
                .setExposureUs(header.exposureUs())
                .setGainDb(header.gainDb())
                .setEncoderCount(header.encoderCount())
                .setTriggerId(header.triggerId())
                .setLightId(header.lightId())
                .setUsefulForMs((int) header.usefulFor().toMillis())
                .build();
    }

    private static Vehicle vehicle(io.huoyan.core.domain.Vehicle vehicle) {
        return Vehicle.newBuilder()
                .setVehicleId(vehicle.id().value())
                .setIsVin(vehicle.hasVin())
                .setVariantId(vehicle.variant().value())
                .build();
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static io.huoyan.proto.v1.Verdict verdict(Verdict verdict) {
        io.huoyan.proto.v1.Verdict.Builder message = io.huoyan.proto.v1.Verdict.newBuilder();
        if (verdict instanceof Verdict.Ok) {
            message.setKind(io.huoyan.proto.v1.Verdict.Kind.OK);
        } else if (verdict instanceof Verdict.Nok nok) {
            message.setKind(io.huoyan.proto.v1.Verdict.Kind.NOK).setDetail(nok.detail());
        } else if (verdict instanceof Verdict.Review review) {
            message.setKind(io.huoyan.proto.v1.Verdict.Kind.REVIEW)
                    .setReviewReason(review.reason().name())
                    .setDetail(review.detail());
        }
        return message.build();
    }

    private static Provenance provenance(io.huoyan.core.pipeline.Inspection.Provenance provenance) {
        String mode = provenance.recipe().isEmpty() ? "" : provenance.liveRecipe() ? "live" : "shadow";
        return Provenance.newBuilder()
                .setImageSha256(provenance.imageSha256())
                .setModelId(provenance.modelId())
                .setModelSha256(provenance.modelSha256())
                .setNumericForm(provenance.numericForm())
                .setRecipeId(provenance.recipe())
                .setRecipeMode(mode)
                .setCatalogSha256(provenance.catalogSha256())
                .setSoftwareVersion(provenance.softwareVersion())
                .setKnownGoodSha256(provenance.knownGoodSha256())
                .setPromiseSha256(provenance.promiseSha256())
                .setModelSettingsSha256(provenance.modelSettingsSha256())
                .build();
    }

    private WeldInspection weld(io.huoyan.core.pipeline.WeldInspection weld) {
        WeldInspection.Builder message =
                WeldInspection.newBuilder().setWeldId(weld.weld().value()).setVerdict(verdict(weld.verdict()));
        weld.findings().forEach(finding -> message.addFindings(finding(finding)));
        weld.measurements().forEach(measurement -> message.addMeasurements(measurement(measurement)));
        return message.build();
    }

    private Finding finding(io.huoyan.core.judge.Finding finding) {
        Finding.Builder message = Finding.newBuilder()
                .setDefectClass(finding.defectClass().toString())
                .setClause(finding.clause())
                .setDecision(finding.decision().name())
                .setScore(finding.score());
        DefectNames.@Nullable Entry names =
                catalog.defects().named(finding.defectClass()).orElse(null);
        if (names != null) {
            message.setNameEn(names.english()).setNameZh(names.chinese());
        }
        finding.measured().ifPresent(measured -> message.setMeasured(measured.value())
                .setStandardUncertainty(measured.standardUncertainty())
                .setUnit(measured.unit().symbol()));
        finding.limit().ifPresent(message::setLimit);
        finding.outline()
                .forEach(point -> message.addOutlinePx(
                        PixelPoint.newBuilder().setX(point.x()).setY(point.y())));
        finding.sizes().forEach(size -> message.addSizes(measurement(size)));
        return message.build();
    }

    private static Measurement measurement(io.huoyan.core.measure.Measurement measurement) {
        return Measurement.newBuilder()
                .setMeasurand(measurement.measurand().name())
                .setValue(measurement.value())
                .setUnit(measurement.unit().symbol())
                .setStandardUncertainty(measurement.standardUncertainty())
                .build();
    }

    static VisitResult visitResult(VisitClosing.Closed closed) {
        io.huoyan.core.pipeline.VisitResult result = closed.result();
        VisitResult.Builder message = VisitResult.newBuilder()
                .setStationId(result.station().value())
                .setVisitId(result.visit().value())
                .setVehicle(vehicle(result.vehicle()))
                .setVerdict(verdict(result.verdict()))
                .setSequenceNumber(result.sequenceNumber())
                .setRevision(result.revision())
                .setClosedAt(timestamp(result.closedAt()))
                .setWeldsOk(count(result, "OK"))
                .setWeldsNok(count(result, "NOK"))
                .setWeldsReview(count(result, "REVIEW"));
        for (io.huoyan.core.pipeline.VisitResult.WeldResult weld : result.welds()) {
            VisitWeld.Builder one =
                    VisitWeld.newBuilder().setWeldId(weld.weld().value()).setVerdict(verdict(weld.verdict()));
            weld.results().forEach(id -> one.addResultIds(id.value()));
            message.addWelds(one);
        }
        closed.openOrders().forEach(order -> message.addOrderIds(order.value()));
        return message.build();
    }

    private static int count(io.huoyan.core.pipeline.VisitResult result, String word) {
        return (int) result.welds().stream()
                .filter(weld -> weld.verdict().word().equals(word))
                .count();
    }

    /** Leaves the reading of a message at the first field at fault; never leaves this class. */
    private static final class FieldFault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient InspectionFailure.InvalidField failure;

        FieldFault(String field, String fault) {
            super(fault, null, false, false);
            this.failure = new InspectionFailure.InvalidField(
                    field, fault.startsWith(":") ? field + fault : field + " " + fault);
        }

        RefusalMapping.InvalidRequestException ofRequest() {
            return new RefusalMapping.InvalidRequestException(failure.message());
        }
    }
}
