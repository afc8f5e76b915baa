package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedFindingsTest {
    /** "REVIEW, uncalibrated" and no more was all that was told of a picture that a promise sent to people. */
    @Test
    void whyAPhotographIsNotOkIsSaidWhereNoFindingSaysIt() {
        Verdict promised = new Verdict.Review(Verdict.Reason.PROMISE_BAND, "score 0.2 of the picture as a whole");

        assertThat(RecordedFindings.inWords(photograph(promised)))
                .isEqualTo("uncalibrated; PROMISE_BAND: score 0.2 of the picture as a whole");
        assertThat(RecordedFindings.inWords(photograph(new Verdict.Nok("score 1.0; by the promise NOK"))))
                .isEqualTo("uncalibrated; score 1.0; by the promise NOK");
        assertThat(RecordedFindings.inWords(photograph(new Verdict.Ok()))).isEqualTo("uncalibrated");
    }

    private static Inspection photograph(Verdict verdict) {
        Inspection sample =
                SampleEntries.inspection(SampleEntries.vehicle("BODY-1"), "V-1", "cam-1", 1, new byte[] {1});
        WeldInspection weld = sample.welds().get(0);
        WeldInspection whole = new WeldInspection(
                weld.weld(),
                verdict,
                List.of(),
                List.of(),
                weld.checks(),
                weld.region(),
                List.of(),
                List.of(),
                weld.evidence());
        return new Inspection(
                sample.id(),
                sample.header(),
                sample.creationTime(),
                true,
                false,
                verdict,
                List.of(whole),
                sample.checks(),
                sample.failure(),
                sample.provenance(),
                sample.stageTimes());
    }
}
