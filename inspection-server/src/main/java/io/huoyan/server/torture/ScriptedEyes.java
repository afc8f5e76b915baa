package io.huoyan.server.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.server.ingest.FrameInspector;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Eyes that see what the picture says in words: {@code <weld>=NOK} or {@code <weld>=REVIEW}, anything else is OK. What
 * is tortured is the way of an order, and a script must be able to choose what is found.
 */
final class ScriptedEyes implements FrameInspector {
    private final Catalog catalog;
    private final Clock clock;

    ScriptedEyes(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Inspection inspect(CapturedImage image) {
        String text = UTF_8.decode(image.data()).toString();
        List<WeldInspection> welds = weldsOf(image.header()).stream()
                .map(weld -> seen(weld, text, image.data()))
                .toList();
        return inspection(image, welds, Optional.empty());
    }

    @Override
    public Inspection notInspected(CapturedImage image, InspectionFailure failure) {
        Verdict verdict = new Verdict.Review(
                failure instanceof InspectionFailure.Late ? Verdict.Reason.LATE : Verdict.Reason.INTERNAL,
                failure.message());
        List<WeldInspection> welds = weldsOf(image.header()).stream()
                .map(weld -> weld(weld, verdict, List.of(), Optional.empty()))
                .toList();
        return inspection(image, welds, Optional.of(failure));
    }

    private List<Weld> weldsOf(FrameHeader header) {
        return catalog.plan(header.vehicle().variant())
                .map(plan -> plan.weldsIn(header.station(), header.view()))
                .orElse(List.of());
    }

    private static WeldInspection seen(Weld weld, String text, ByteBuffer data) {
        Matcher word = Pattern.compile("\\b" + Pattern.quote(weld.id().value()) + "=(NOK|REVIEW)")
                .matcher(text);
        if (!word.find()) {
            return weld(weld, new Verdict.Ok(), List.of(), Optional.empty());
        }
        boolean isBad = word.group(1).equals("NOK");
        Verdict verdict = isBad
                ? new Verdict.Nok("the picture says so")
                : new Verdict.Review(Verdict.Reason.UNCERTAIN, "the picture says so");
        byte[] picture = new byte[data.remaining()];
        data.get(picture);
        return weld(
                weld,
                verdict,
                isBad ? List.of(missing()) : List.of(),
                Optional.of(new Evidence(new PixelBox(0, 0, 1, 1), sha256(picture), picture)));
    }

    private static Finding missing() {
        return new Finding(
                DefectClass.parse("PLANT:MISSING"),
                "torture",
                Optional.empty(),
                Optional.empty(),
                Finding.Decision.REJECTED,
                List.of(),
                1,
                List.of());
    }

    private static WeldInspection weld(
            Weld weld, Verdict verdict, List<Finding> findings, Optional<Evidence> evidence) {
        return new WeldInspection(
                weld.id(),
                verdict,
                findings,
                List.of(),
                List.of(),
                new PixelBox(0, 0, 1, 1),
                List.of(),
                List.of(),
                evidence);
    }

    private Inspection inspection(
            CapturedImage image, List<WeldInspection> welds, Optional<InspectionFailure> failure) {
        Verdict worst = new Verdict.Ok();
        for (WeldInspection weld : welds) {
            worst = Verdict.worse(worst, weld.verdict());
        }
        byte[] picture = new byte[image.data().remaining()];
        image.data().get(picture);
        return new Inspection(
                new ResultId(UUID.randomUUID().toString()),
                image.header(),
                clock.instant(),
                false,
                true,
                worst,
                welds,
                List.of(),
                failure,
                new Inspection.Provenance(
                        sha256(picture), "scripted", "", "", "scripted", true, "", "torture", "", "", ""),
                List.of());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
