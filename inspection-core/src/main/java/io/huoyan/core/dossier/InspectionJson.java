package io.huoyan.core.dossier;

import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.review.QaDecision;
import java.util.Arrays;

/**
 * Inspections, visit results, orders and decisions as JSON and back: one form for store, replay and reports. Each
 * document names its type and version; an unknown field is an error. Equal values give equal bytes. Thread-safe.
 *
 * <p>The pictures of {@code Evidence} are left out; what is read back has their {@code sha256} and an empty
 * {@code png}.
 */
public final class InspectionJson {
    /** UTF-8 JSON on one line. */
    public byte[] write(Inspection inspection) {
        return write(new DossierEntry.Inspected(inspection));
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(VisitResult result) {
        return write(new DossierEntry.VisitClosed(result));
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(RepairOrder order) {
        return write(new DossierEntry.OrderMoved(order));
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(QaDecision decision) {
        return write(new DossierEntry.Decided(decision));
    }

    /** UTF-8 JSON on one line. */
    public byte[] write(DossierEntry entry) {
        return pending("" + entry);
    }

    /**
     * Reads what {@link #write(DossierEntry)} wrote.
     *
     * @throws java.io.UncheckedIOException if it is not such a document; the message says what and where
     */
    public DossierEntry read(byte[] json) {
        return pending("" + json.length);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending(Object... seen) {
        throw new UnsupportedOperationException("being built " + Arrays.toString(seen));
    }
}
