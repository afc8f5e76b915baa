package io.huoyan.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Verdict REVIEW = new Verdict.Review(Verdict.Reason.UNCERTAIN, "unsure");
    private static final Verdict NOK = new Verdict.Nok("a crack");

    @Test
    void okIsMilderThanReviewAndReviewThanNok() {
        assertThat(new Verdict.Ok().severity()).isZero();
        assertThat(REVIEW.severity()).isEqualTo(1);
        assertThat(NOK.severity()).isEqualTo(2);
        assertThat(Verdict.worse(REVIEW, NOK)).isEqualTo(NOK);
    }

    /** What is none of the three must not pass for one of them. */
    @Test
    void ofAnotherWordThereIsNoSeverity() {
        assertThat(Verdict.severityOf("NOK")).isEqualTo(2);
        assertThatThrownBy(() -> Verdict.severityOf("nok"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("word is 'nok'; allowed are OK, NOK and REVIEW");
    }
}
