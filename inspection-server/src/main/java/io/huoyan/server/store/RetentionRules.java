package io.huoyan.server.store;

import io.huoyan.core.dossier.EvidenceClass;

/**
 * How long what is kept.
 *
 * @param resultDays entries of a file after its last one; not less than the pictures that they name
 * @param defectDays pictures of welds that were NOK, or that an order names; ≥ 1
 * @param otherDays all other pictures; ≥ 1
 */
public record RetentionRules(int resultDays, int defectDays, int otherDays) {
    /**
     * 15 years for results (VDA 1 asks for 15 years after end of production for what is safety-relevant), 10 years for
     * pictures of defects (the recall regulation's term for inspection records), 30 days for the rest.
     */
    public static final RetentionRules DEFAULTS = new RetentionRules(15 * 366, 10 * 366, 30);

    public RetentionRules {
        if (resultDays < 1 || defectDays < 1 || otherDays < 1) {
            throw new IllegalArgumentException("days to be kept are " + resultDays + ", " + defectDays + " and "
                    + otherDays + "; allowed is 1 or more");
        }
        if (resultDays < Math.max(defectDays, otherDays)) {
            throw new IllegalArgumentException("results are to be kept " + resultDays + " days, pictures " + defectDays
                    + " and " + otherDays + "; allowed for results are not less than for pictures");
        }
    }

    int days(EvidenceClass evidenceClass) {
        return switch (evidenceClass) {
            case RESULT -> resultDays;
            case DEFECT -> defectDays;
            case OTHER -> otherDays;
        };
    }
}
