package io.huoyan.core.pipeline;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.knowngood.GoodLook;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.judge.Judgement;
import io.huoyan.core.judge.Verdict;
import java.util.Locale;
import java.util.Optional;

/**
 * Adds to a judgement what no label of the network tells: that a picture is unlike anything it was shown, that a weld
 * differs from its good parts. It makes an OK a REVIEW and nothing better.
 */
record Familiarity(Frame frame, DefectDetector detector, Memories memories, MatScope scope) {
    Judgement of(Judgement judged, String weld, PixelBox region) {
        PixelBox inside = region.clippedTo(frame.widthPx(), frame.heightPx());
        if (!(judged.verdict() instanceof Verdict.Ok) || !memories.knows(weld) || inside.isEmpty()) {
            return judged;
        }
        GoodLook look = GoodLook.of(frame.part(inside, scope), detector, scope);
        Optional<Verdict> doubt = doubt(
                        memories.seen(),
                        look,
                        Verdict.Reason.UNLIKE_ANYTHING_SEEN,
                        "unlike anything the model was shown")
                .or(() -> doubt(
                        Optional.ofNullable(memories.byWeld().get(weld)),
                        look,
                        Verdict.Reason.UNKNOWN_ANOMALY,
                        "differs from the good parts"));
        return doubt.map(verdict -> new Judgement(verdict, judged.findings())).orElse(judged);
    }

    private Optional<Verdict> doubt(Optional<KnownGood> memory, GoodLook look, Verdict.Reason reason, String what) {
        return memory.flatMap(known -> {
            double score = known.compare(look, detector.model()).score();
            return score <= known.threshold()
                    ? Optional.empty()
                    : Optional.of(new Verdict.Review(
                            reason,
                            String.format(
                                    Locale.ROOT,
                                    "%s: distance %.2f, known up to %.2f",
                                    what,
                                    score,
                                    known.threshold())));
        });
    }
}
