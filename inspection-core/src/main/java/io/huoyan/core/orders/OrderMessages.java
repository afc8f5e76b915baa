package io.huoyan.core.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.orders.OutboxMessage.Channel;
import io.huoyan.core.pipeline.VisitResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the MES reads, as {@code docs/mqtt.md} has it. Keys stand in a fixed order, numbers are rounded to
 * {@link #DECIMALS} decimals, times are UTC to the millisecond.
 */
final class OrderMessages {
    static final String ORDER_SCHEMA = "huoyan.order/1";
    static final String VISIT_SCHEMA = "huoyan.visit/1";
    private static final int DECIMALS = 4;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private final DefectNames names;
    private final OrderRules rules;

    OrderMessages(DefectNames names, OrderRules rules) {
        this.names = names;
        this.rules = rules;
    }

    /**
     * One revision of an order; its key is {@code <orderId>/<revision>}. A weld that the plan has lost is named only.
     */
    OutboxMessage of(RepairOrder order, Optional<Weld> weld) {
        ObjectNode json = mapper.createObjectNode();
        json.put("schema", ORDER_SCHEMA)
                .put("order_id", order.id().value())
                .put("revision", order.revision())
                .put("state", order.state().name())
                .put("open", order.state().isOpen())
                .put("reopened", order.reopened())
                .put("priority", priority(order.safetyClass()))
                .put("created_at", time(order.createdAt()))
                .put("updated_at", time(order.updatedAt()))
                .put("accept_by", time(order.deadlines().acceptBy()))
                .put("due_at", time(order.deadlines().repairBy()))
                .put("escalation", order.escalation().name());
        json.set("moved", moved(order.move()));
        json.set("vehicle", vehicle(order.vehicle()));
        json.put("station", order.station().value()).put("visit", order.visit().value());
        json.set("weld", weld(order, weld));
        ArrayNode findings = json.putArray("findings");
        order.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode evidence = json.putArray("evidence_sha256");
        order.evidenceSha256().forEach(evidence::add);
        ArrayNode pictures = json.putArray("pictures");
        order.evidenceSha256()
                .forEach(sha256 -> pictures.addObject().put("sha256", sha256).put("uri", rules.pictureUri(sha256)));
        return new OutboxMessage(
                order.vehicle().id(),
                order.station(),
                Channel.ORDERS,
                order.id() + "/" + order.revision(),
                ORDER_SCHEMA,
                bytes(json));
    }

    private ObjectNode moved(Move move) {
        ObjectNode json = mapper.createObjectNode()
                .put("by", move.by().name())
                .put("who", move.who())
                .put("why", move.why());
        move.command().ifPresent(command -> json.put("command_id", command));
        return json;
    }

    private ObjectNode weld(RepairOrder order, Optional<Weld> weld) {
        ObjectNode json = mapper.createObjectNode()
                .put("id", order.weld().value())
                .put("process", weld.map(Weld::process).orElse(""))
                .put("material", weld.map(Weld::material).orElse(""))
                .put("safety_class", order.safetyClass().name());
        ArrayNode sheets = json.putArray("sheet_stack_mm");
        weld.ifPresent(known -> known.sheetStackMm().forEach(thicknessMm -> sheets.add(rounded(thicknessMm))));
        weld.ifPresent(known -> json.set("place", place(known)));
        return json;
    }

    /** Where on the body: the part's frame of the view, mm; a spot has one point, a seam its path from start to end. */
    private ObjectNode place(Weld weld) {
        ObjectNode json =
                mapper.createObjectNode().put("view", weld.views().get(0).value());
        ArrayNode points = json.putArray("points_mm");
        List<MmPoint> path = weld.geometry() instanceof WeldGeometry.Seam seam
                ? seam.path()
                : List.of(((WeldGeometry.Spot) weld.geometry()).centre());
        path.forEach(point -> points.addObject().put("x", rounded(point.x())).put("y", rounded(point.y())));
        return json;
    }

    /** A visit's result, also when all is well; its key is {@code <vehicle>/<station>/<visit>/<revision>}. */
    OutboxMessage of(VisitResult visit, List<RepairOrder> revisions, List<Unclosed> unclosed) {
        ObjectNode json = mapper.createObjectNode();
        json.put("schema", VISIT_SCHEMA)
                .put("station", visit.station().value())
                .put("visit", visit.visit().value())
                .put("sequence", visit.sequenceNumber())
                .put("revision", visit.revision())
                .put("closed_at", time(visit.closedAt()));
        json.set("vehicle", vehicle(visit.vehicle()));
        json.put("verdict", visit.verdict().word()).put("mode", visit.orderable() ? "LIVE" : "SHADOW");
        ObjectNode counts = json.putObject("counts").put("welds", visit.welds().size());
        for (String word : List.of("OK", "NOK", "REVIEW")) {
            counts.put(
                    word.toLowerCase(Locale.ROOT),
                    visit.welds().stream()
                            .filter(weld -> weld.verdict().word().equals(word))
                            .count());
        }
        ArrayNode welds = json.putArray("welds");
        visit.welds().forEach(weld -> welds.add(weld(weld)));
        ArrayNode orders = json.putArray("orders");
        revisions.forEach(order -> orders.addObject()
                .put("order_id", order.id().value())
                .put("revision", order.revision())
                .put("weld", order.weld().value())
                .put("state", order.state().name()));
        ArrayNode waiting = json.putArray("awaiting_reinspection");
        unclosed.forEach(one -> waiting.addObject()
                .put("order_id", one.order().id().value())
                .put("weld", one.order().weld().value())
                .put("why", one.why()));
        return new OutboxMessage(
                visit.vehicle().id(),
                visit.station(),
                Channel.VISITS,
                visit.vehicle().id() + "/" + visit.station() + "/" + visit.visit() + "/" + visit.revision(),
                VISIT_SCHEMA,
                bytes(json));
    }

    private ObjectNode weld(VisitResult.WeldResult weld) {
        ObjectNode json = mapper.createObjectNode();
        json.put("id", weld.weld().value()).put("verdict", weld.verdict().word());
        if (weld.verdict() instanceof Verdict.Nok nok) {
            json.put("detail", nok.detail());
        } else if (weld.verdict() instanceof Verdict.Review review) {
            json.put("reason", review.reason().name()).put("detail", review.detail());
        }
        return json;
    }

    private ObjectNode vehicle(Vehicle vehicle) {
        return mapper.createObjectNode()
                .put("id", vehicle.id().value())
                .put("has_vin", vehicle.hasVin())
                .put("variant", vehicle.variant().value());
    }

    private ObjectNode finding(Finding finding) {
        ObjectNode json = mapper.createObjectNode();
        json.put("defect", finding.defectClass().toString());
        var name = names.named(finding.defectClass());
        json.put(
                "name_en",
                name.map(DefectNames.Entry::english)
                        .orElse(finding.defectClass().toString()));
        json.put(
                "name_zh",
                name.map(DefectNames.Entry::chinese)
                        .orElse(finding.defectClass().toString()));
        json.put("clause", finding.clause());
        finding.measured().ifPresent(measured -> {
            json.put("measurand", measured.measurand().name()).put("measured", rounded(measured.value()));
            finding.limit().ifPresent(limit -> json.put("limit", rounded(limit)));
            json.put("uncertainty", rounded(measured.standardUncertainty())).put("unit", unit(measured));
        });
        ArrayNode sizes = json.putArray("sizes");
        finding.sizes().forEach(size -> sizes.addObject()
                .put("measurand", size.measurand().name())
                .put("value", rounded(size.value()))
                .put("uncertainty", rounded(size.standardUncertainty()))
                .put("unit", unit(size)));
        return json;
    }

    /** 1 is the most urgent. */
    private static int priority(Weld.SafetyClass safetyClass) {
        return switch (safetyClass) {
            case A -> 1;
            case B -> 2;
            case C -> 3;
        };
    }

    private static String unit(Measurement measurement) {
        return measurement.unit().symbol();
    }

    /** Null, written as such, for what is no number. */
    private static @Nullable BigDecimal rounded(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    private byte[] bytes(ObjectNode json) {
        try {
            return mapper.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }
}
