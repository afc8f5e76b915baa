package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.evidence.EvidenceCutter;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.judge.Judgement;
import io.huoyan.core.judge.PictureJudge;
import io.huoyan.core.judge.SeenDefect;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.DefectRuler;
import io.huoyan.core.measure.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The stages of a picture without calibration. */
record PictureWay(Frame frame, Recipe recipe, DefectDetector detector, PictureJudge judge, MatScope scope) {
    /** More likely than not. */
    private static final double DOUBT_FROM = 0.5;

    /** What was seen, and the size of one of the network's pixels in original ones. */
    record Seen(List<Detection> detections, double patchPixelPx) {}

    /** With the sizes of the defects, in pixels. */
    record Measured(Seen seen, List<SeenDefect> defects) {}

    /** With the verdict on the picture. */
    record Judged(Measured measured, Judgement judgement) {}

    Seen look() {
        PictureLook.Seen seen = new PictureLook(frame, recipe, detector, scope).look();
        return new Seen(seen.detections(), WeldWay.patchPixelPx(seen.whole()));
    }

    Measured measure(Seen seen) {
        List<SeenDefect> defects = seen.detections().stream()
                .filter(d -> !WeldWay.isWeld(d))
                .map(d -> new SeenDefect(
                        d, DefectRuler.measure(frame, d, seen.patchPixelPx(), Scale.pixels(), Optional.empty(), scope)))
                .toList();
        return new Measured(seen, defects);
    }

    Judged judge(Measured measured) {
        boolean weldSeen = measured.seen().detections().stream().anyMatch(WeldWay::isWeld);
        return new Judged(measured, judge.judge(weldSeen, measured.defects()));
    }

    /** A picture that is OK so far, held against what is remembered. */
    Judged compare(Judged judged, Familiarity familiarity, WeldId name) {
        PixelBox all = new PixelBox(0, 0, frame.widthPx(), frame.heightPx());
        return new Judged(judged.measured(), familiarity.of(judged.judgement(), name.value(), all));
    }

    /**
     * A picture that is OK so far, held against what the network says of it as a whole and boxes on it: maps show no
     * more than their thresholds let through, and have nothing for kinds of flaws that are boxed alone.
     */
    Judged doubted(Judged judged) {
        if (!(judged.judgement().verdict() instanceof Verdict.Ok) || !detector.judges()) {
            return judged;
        }
        PictureScore.OwnWord word = PictureScore.ownWord(frame, detector, scope);
        List<String> doubts = new ArrayList<>();
        if (word.score() >= DOUBT_FROM) {
            doubts.add(
                    String.format(Locale.ROOT, "the network holds the picture for flawed, score %.4f", word.score()));
        }
        word.surest()
                .filter(flaw -> flaw.score() >= DOUBT_FROM)
                .ifPresent(flaw -> doubts.add(String.format(
                        Locale.ROOT, "it boxes a thing of kind %s, score %.4f", flaw.name(), flaw.score())));
        if (doubts.isEmpty()) {
            return judged;
        }
        Verdict review = new Verdict.Review(
                Verdict.Reason.UNCERTAIN,
                String.join("; ", doubts) + "; from " + DOUBT_FROM + " on people look, though no map shows a flaw");
        return new Judged(
                judged.measured(), new Judgement(review, judged.judgement().findings()));
    }

    /** A picture that is not NOK so far, held against what is promised of its score. */
    Judged promised(Judged judged, Optional<KeptPromise> promise) {
        return promise.map(kept -> new Judged(
                        judged.measured(),
                        kept.of(judged.judgement(), () -> PictureScore.of(frame, recipe, detector, scope))))
                .orElse(judged);
    }

    WeldInspection keep(Judged judged, WeldId name) {
        Optional<Evidence> evidence = judged.judgement().verdict() instanceof Verdict.Ok
                ? Optional.empty()
                : Optional.of(EvidenceCutter.whole(frame, scope));
        List<List<PixelPoint>> outlines = judged.measured().seen().detections().stream()
                .filter(WeldWay::isWeld)
                .map(Detection::outline)
                .toList();
        return new WeldInspection(
                name,
                judged.judgement().verdict(),
                judged.judgement().findings(),
                judged.measured().defects().stream()
                        .flatMap(d -> d.sizes().stream())
                        .toList(),
                List.of(),
                new PixelBox(0, 0, frame.widthPx(), frame.heightPx()),
                List.of(),
                outlines,
                evidence);
    }
}
