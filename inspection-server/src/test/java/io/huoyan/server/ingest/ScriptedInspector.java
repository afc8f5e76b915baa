package io.huoyan.server.ingest;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Looks at pictures that are a word: {@code good …} is OK, {@code bad …} NOK, {@code bug} throws, anything else is
 * undecodable. Can be held per camera.
 */
public final class ScriptedInspector implements FrameInspector {
    private final Catalog catalog;
    private final Clock clock;
    private final AtomicLong ids = new AtomicLong();
    private final List<FrameHeader> inspected = new CopyOnWriteArrayList<>();
    private final ConcurrentHashMap<String, CountDownLatch> held = new ConcurrentHashMap<>();

    public ScriptedInspector(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Headers of the frames that were looked at, in the order in which looking began. */
    public List<FrameHeader> inspected() {
        return inspected;
    }

    /** From now on frames of the camera wait inside. */
    public void hold(String camera) {
        held.put(camera, new CountDownLatch(1));
    }

    public void release(String camera) {
        CountDownLatch latch = held.remove(camera);
        if (latch != null) {
            latch.countDown();
        }
    }

    @Override
    public Inspection inspect(CapturedImage image) {
        inspected.add(image.header());
        CountDownLatch latch = held.get(image.header().frame().camera().value());
        if (latch != null) {
            await(latch);
        }
        String word = StandardCharsets.UTF_8.decode(image.data()).toString();
        if (word.startsWith("good")) {
            return inspection(image, new Verdict.Ok(), Optional.empty());
        }
        if (word.startsWith("bad")) {
            return inspection(image, new Verdict.Nok("it is bad"), Optional.empty());
        }
        if (word.startsWith("bug")) {
            throw new IllegalStateException("a bug");
        }
        return notInspected(image, new InspectionFailure.Undecodable("data", "data is no picture"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Inspection notInspected(CapturedImage image, InspectionFailure failure) {
        Verdict.Reason reason =
                failure instanceof InspectionFailure.Late ? Verdict.Reason.LATE : Verdict.Reason.INTERNAL;
        return inspection(image, new Verdict.Review(reason, failure.message()), Optional.of(failure));
    }

    private Inspection inspection(CapturedImage image, Verdict verdict, Optional<InspectionFailure> failure) {
        FrameHeader header = image.header();
        List<WeldInspection> welds =
                catalog.plan(header.vehicle().variant()).orElseThrow().weldsIn(header.station(), header.view()).stream()
                        .map(weld -> new WeldInspection(
                                weld.id(),
                                verdict,
                                List.of(),
                                List.of(),
                                List.of(),
                                new PixelBox(0, 0, 1, 1),
                                List.of(),
                                List.of(),
                                Optional.empty()))
                        .toList();
        return new Inspection(
                new ResultId("r-" + ids.incrementAndGet()),
                header,
                clock.instant(),
                false,
                true,
                verdict,
                welds,
                List.of(),
                failure,
                new Inspection.Provenance(
                        FrameIdentity.sha256(image.data()),
                        "m",
                        "m-sha",
                        "fp32",
                        "r",
                        true,
                        "c-sha",
                        "test",
                        "",
                        "",
                        ""),
                List.of(new Inspection.StageTime("decode", 1.5)));
    }
}
