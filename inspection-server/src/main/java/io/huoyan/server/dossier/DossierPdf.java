package io.huoyan.server.dossier;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.evidence.DisplayPicture;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.evidence.Overlay;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.server.store.StoreReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A vehicle's file as a PDF for people: names, visits, orders, decisions, and the pictures with what was found. */
final class DossierPdf {
    private static final int PICTURE_LONG_SIDE_PX = 1200;
    private static final int PICTURES_MAX = 200;
    private static final int HASH_DIGITS = 16;

    private final StoreReader store;
    private final DefectNames defects;
    private final Overlay overlay;

    DossierPdf(StoreReader store, DefectNames defects) {
        this.store = store;
        this.defects = defects;
        this.overlay = new Overlay(defects);
    }

    void write(VehicleDossier dossier, Path file) throws IOException {
        String vehicle = dossier.names().file().value();
        try (PdfPages pages = new PdfPages("Vehicle " + vehicle, "Huoyan, file of vehicle " + vehicle)) {
            pages.title("Vehicle " + vehicle + "  车辆档案");
            for (String line : DossierText.head(dossier)
                    .subList(1, DossierText.head(dossier).size())) {
                pages.text(line);
            }
            if (!dossier.names().names().isEmpty()) {
                pages.text("known as " + String.join(", ", dossier.names().names()));
            }
            for (VisitResult visit : dossier.visits()) {
                visit(visit, pages);
            }
            decisions(dossier, pages);
            pictures(dossier, pages);
            pages.heading("Entries  记录");
            for (String line : DossierText.entries(dossier)) {
                pages.text(line);
            }
            pages.save(file);
        }
    }

    private void visit(VisitResult visit, PdfPages pages) throws IOException {
        pages.heading("Visit " + visit.visit() + " at " + visit.station() + ": "
                + visit.verdict().word());
        for (VisitResult.WeldResult weld : visit.welds()) {
            if (weld.verdict() instanceof Verdict.Ok) {
                continue;
            }
            pages.strong(weld.weld() + "  " + weld.verdict().word() + "  " + detail(weld.verdict()));
            for (Finding finding : weld.findings()) {
                pages.text("    " + describe(finding));
            }
        }
        long good = visit.welds().stream()
                .filter(weld -> weld.verdict() instanceof Verdict.Ok)
                .count();
        pages.text(good + " of " + visit.welds().size() + " welds OK");
    }

    private static String detail(Verdict verdict) {
        if (verdict instanceof Verdict.Nok nok) {
            return nok.detail();
        }
        return verdict instanceof Verdict.Review review ? review.reason() + ": " + review.detail() : "";
    }

    private String describe(Finding finding) {
        String name = defects.named(finding.defectClass())
                .map(named -> named.english() + " " + named.chinese())
                .orElse(finding.defectClass().toString());
        String measured = finding.measured()
                .map(m -> String.format(
                        Locale.ROOT,
                        ", %s %.2f ± %.2f %s",
                        m.measurand(),
                        m.value(),
                        m.standardUncertainty(),
                        m.unit().name().toLowerCase(Locale.ROOT)))
                .orElse("");
        String limit = finding.limit()
                .map(value -> String.format(Locale.ROOT, ", limit %.2f", value))
                .orElse("");
        return name + " (" + finding.defectClass() + ")" + measured + limit + ", " + finding.decision()
                + (finding.clause().isEmpty() ? "" : ", " + finding.clause());
    }

    private static void decisions(VehicleDossier dossier, PdfPages pages) throws IOException {
        List<DossierEntry.Decided> decided = dossier.contents().stream()
                .filter(DossierEntry.Decided.class::isInstance)
                .map(DossierEntry.Decided.class::cast)
                .toList();
        if (decided.isEmpty()) {
            return;
        }
        pages.heading("Decisions  质检判定");
        for (DossierEntry.Decided entry : decided) {
            var decision = entry.decision();
            pages.text(decision.when() + "  " + decision.weld() + "  " + (decision.good() ? "let go" : "to be repaired")
                    + "  " + decision.who() + ": " + decision.reason());
        }
    }

    private void pictures(VehicleDossier dossier, PdfPages pages) throws IOException {
        pages.heading("Pictures  图像");
        int shown = 0;
        for (Inspection inspection : dossier.inspections()) {
            for (WeldInspection weld : inspection.welds()) {
                if (weld.evidence().isEmpty()) {
                    continue;
                }
                if (shown == PICTURES_MAX) {
                    pages.text("Further pictures are left out; the JSON form has them all.");
                    return;
                }
                picture(inspection, weld, weld.evidence().get(), pages);
                shown++;
            }
        }
        if (shown == 0) {
            pages.text("none kept");
        }
    }

    private void picture(Inspection inspection, WeldInspection weld, Evidence evidence, PdfPages pages)
            throws IOException {
        String caption = weld.weld() + ", " + weld.verdict().word() + ", frame "
                + inspection.header().frame() + " at "
                + inspection.header().station() + " in " + inspection.header().visit() + ", sha256 "
                + evidence.sha256()
                        .substring(0, Math.min(HASH_DIGITS, evidence.sha256().length()));
        Optional<byte[]> png = store.picture(evidence.sha256());
        if (png.isEmpty()) {
            pages.text(caption + ": the picture is not kept any more");
            return;
        }
        try (MatScope scope = MatScope.open()) {
            Evidence whole = new Evidence(evidence.box(), evidence.sha256(), png.get());
            DisplayPicture picture = DisplayPicture.of(whole, PICTURE_LONG_SIDE_PX, scope);
            BufferedImage drawn = overlay.draw(picture, List.of(weld.drawing()));
            pages.picture(drawn, caption);
        } catch (IllegalArgumentException e) {
            pages.text(caption + ": " + e.getMessage());
        }
    }
}
