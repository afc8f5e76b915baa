package io.huoyan.core.judge;

import java.util.List;

/** A weld's verdict with the findings that made it, accepted ones too. */
public record Judgement(Verdict verdict, List<Finding> findings) {
    public Judgement {
        findings = List.copyOf(findings);
    }
}
