package io.huoyan.core.dossier;

import static io.huoyan.core.dossier.SampleEntries.NOON;
import static io.huoyan.core.dossier.SampleEntries.decision;
import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.missingWeld;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.ok;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InspectionJsonTest {
    private static final Vehicle VEHICLE = vehicle("BODY-1");

    private final InspectionJson json = new InspectionJson();

    static Stream<DossierEntry> entries() {
        byte[] none = {};
        return Stream.concat(
                Stream.of(
                                new InspectionFailure.InvalidField("width_px", "width_px is 0; allowed is 1 or more"),
                                new InspectionFailure.Undecodable("data", "no JPEG"),
                                new InspectionFailure.Late("late by 3 s"),
                                new InspectionFailure.Exhausted("queue is full", 250),
                                new InspectionFailure.Stopping("stopping", 1000),
                                new InspectionFailure.Internal("bug in locate"))
                        .map(failure -> new DossierEntry.Inspected(inspection(
                                VEHICLE,
                                "visit-1",
                                "C1",
                                7,
                                none,
                                new Verdict.Review(Verdict.Reason.INTERNAL, failure.message()),
                                Optional.of(failure)))),
                Stream.of(
                        new DossierEntry.Inspected(inspection(VEHICLE, "visit-1", "C1", 7, none)),
                        new DossierEntry.Inspected(
                                inspection(VEHICLE, "visit-1", "C1", 8, none, new Verdict.Ok(), Optional.empty())),
                        new DossierEntry.VisitClosed(visit(
                                VEHICLE,
                                "visit-1",
                                3,
                                true,
                                nok("S-1", pore(1.2), missingWeld()),
                                ok("S-2"),
                                review("S-3"))),
                        new DossierEntry.OrderMoved(order(VEHICLE, "O-1", "S-1", OrderState.IN_REPAIR, pore(0.8))),
                        new DossierEntry.Decided(decision())));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void what_is_written_is_read_back_equal_and_written_again_gives_the_same_bytes(DossierEntry entry) {
        byte[] written = json.write(entry);
        DossierEntry read = json.read(written);

        // Evidence compares its picture by identity of the array, so equality is shown on the text of the records.
        assertThat(read.toString().replaceAll("\\[B@[0-9a-f]+", "[]"))
                .isEqualTo(entry.toString().replaceAll("\\[B@[0-9a-f]+", "[]"));
        assertThat(new String(json.write(read), UTF_8)).isEqualTo(new String(written, UTF_8));
    }

    @Test
    void a_picture_is_replaced_by_its_hash() {
        byte[] png = "a picture that must not be in the document".getBytes(UTF_8);
        Inspection written = inspection(VEHICLE, "visit-1", "C1", 7, png);

        Inspection read = json.readInspection(json.write(written));

        var evidence = read.welds().get(0).evidence().orElseThrow();
        assertThat(evidence.sha256()).isEqualTo(SampleEntries.sha256(png));
        assertThat(evidence.png()).isEmpty();
        assertThat(new String(json.write(written), UTF_8)).doesNotContain("png");
    }

    @Test
    void the_form_is_stable_and_readable_by_others() {
        String text = new String(json.write(decision()), UTF_8);

        assertThat(text)
                .isEqualTo("{\"type\":\"decision\",\"version\":1,\"value\":{\"station\":\"W10\",\"visit\":\"visit-1\","
                        + "\"weld\":\"S-1\",\"revision\":2,\"seen\":{\"is\":\"REVIEW\",\"reason\":\"UNCERTAIN\","
                        + "\"detail\":\"something is there\"},\"good\":true,\"who\":\"李娜\","
                        + "\"reason\":\"a reflection, no pore\",\"when\":\"" + NOON + "\"}}");
    }

    @Test
    void a_predicate_of_a_record_is_no_field() {
        String text = new String(json.write(inspection(VEHICLE, "visit-1", "C1", 7, new byte[0])), UTF_8);

        assertThat(text)
                .contains("\"isSimulated\":true")
                .doesNotContain("\"empty\"")
                .doesNotContain("severity");
    }

    @Test
    void a_result_that_was_written_before_memories_promises_and_settings_were_named_is_read_as_made_without() {
        String text = new String(json.write(inspection(VEHICLE, "visit-1", "C1", 7, new byte[0])), UTF_8)
                .replace(",\"knownGoodSha256\":\"dd\",\"promiseSha256\":\"ee\",\"modelSettingsSha256\":\"ff\"", "");
        assertThat(text).doesNotContain("promiseSha256", "modelSettingsSha256");

        Inspection.Provenance read = json.readInspection(text.getBytes(UTF_8)).provenance();

        assertThat(read.softwareVersion()).isEqualTo("0.1.0");
        assertThat(read.knownGoodSha256() + read.promiseSha256() + read.modelSettingsSha256())
                .isEmpty();
        assertThatThrownBy(() ->
                        json.read(text.replace("\"numericForm\":\"fp32\",", "").getBytes(UTF_8)))
                .hasMessageContaining("Missing creator property 'numericForm'");
    }

    @Test
    void an_unknown_field_is_an_error_that_names_it() {
        String text = new String(json.write(decision()), UTF_8).replace("\"good\":true", "\"good\":true,\"mood\":1");

        assertThatThrownBy(() -> json.read(text.getBytes(UTF_8)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Unrecognized field \"mood\"");
    }

    @Test
    void a_missing_field_is_an_error_that_names_it() {
        String text = new String(json.write(decision()), UTF_8).replace("\"good\":true,", "");

        assertThatThrownBy(() -> json.read(text.getBytes(UTF_8)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Missing creator property 'good'");
    }

    @Test
    void another_version_is_an_error_that_says_which_is_allowed() {
        String text = new String(json.write(decision()), UTF_8).replace("\"version\":1", "\"version\":2");

        assertThatThrownBy(() -> json.read(text.getBytes(UTF_8)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("document version is 2; allowed is 1");
    }

    @Test
    void a_result_that_was_written_before_it_was_noted_when_a_weld_was_seen_is_read_as_not_known() {
        String text = new String(json.write(visit(VEHICLE, "visit-1", 3, true, ok("S-2"), review("S-3"))), UTF_8)
                .replaceFirst("\"version\":3", "\"version\":1")
                .replace(",\"seenAt\":\"" + SampleEntries.SEEN + "\"", "");
        assertThat(text).doesNotContain("seenAt");

        assertThat(json.readVisit(text.getBytes(UTF_8)).welds())
                .extracting(VisitResult.WeldResult::seenAt)
                .containsExactly(Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> json.read(
                        text.replaceFirst("\"version\":1", "\"version\":3").getBytes(UTF_8)))
                .hasMessageContaining("Missing creator property 'seenAt'");
        assertThatThrownBy(() -> json.read(
                        text.replaceFirst("\"version\":1", "\"version\":4").getBytes(UTF_8)))
                .hasMessageContaining("document version is 4; allowed is 1 to 3");
    }

    @Test
    void points_are_written_in_hundredths_of_a_pixel_and_read_as_they_were_written_before() {
        Inspection inspection = inspection(VEHICLE, "visit-1", "C1", 7, new byte[0]);
        String text = new String(json.write(inspection), UTF_8);
        assertThat(text).startsWith("{\"type\":\"inspection\",\"version\":2,").contains("\"nominal\":[150,225]");

        String before = text.replaceFirst("\"version\":2", "\"version\":1")
                .replace("\"nominal\":[150,225]", "\"nominal\":[{\"x\":1.5,\"y\":2.25}]")
                .replace(",\"budget\":[]", "");
        assertThat(before).doesNotContain("budget");
        Inspection read = json.readInspection(before.getBytes(UTF_8));

        assertThat(read.welds().get(0).nominal())
                .isEqualTo(inspection.welds().get(0).nominal());
        assertThat(new String(json.write(read), UTF_8)).isEqualTo(text);
    }

    /**
     * An inspection is read without a tree of it; what follows it, or is not in its place, is an error all the same.
     */
    @Test
    void an_inspection_that_is_not_as_it_was_written_is_an_error() {
        String text = new String(json.write(inspection(VEHICLE, "visit-1", "C1", 7, new byte[0])), UTF_8);

        assertThat(json.read(text.getBytes(UTF_8))).isInstanceOf(DossierEntry.Inspected.class);
        for (String wrong : List.of(
                text + "{}",
                text.substring(0, text.length() - 1),
                text.substring(0, text.length() - 1) + ",\"more\":1}",
                text.replace("\"calibrated\":true", "\"calibrated\":true,\"mood\":1"),
                text.replace("\"nominal\":[150,225]", "\"nominal\":[150]"),
                text.replace("\"nominal\":[150,225]", "\"nominal\":150"))) {
            assertThatThrownBy(() -> json.read(wrong.getBytes(UTF_8)))
                    .as(wrong)
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void another_type_is_an_error_that_says_which_are_allowed() {
        String text = new String(json.write(decision()), UTF_8).replace("\"decision\"", "\"omen\"");

        assertThatThrownBy(() -> json.read(text.getBytes(UTF_8)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(
                        "document type is 'omen'; allowed are inspection, visit, order, decision, names, removed");
        assertThatThrownBy(() -> json.readOrder(json.write(decision())))
                .hasMessageContaining("document is of another type; allowed here is order");
    }

    @Test
    void what_is_not_a_document_is_an_error() {
        assertThatThrownBy(() -> json.read("[]".getBytes(UTF_8)))
                .hasMessageContaining("allowed are exactly type, version and value");
        assertThatThrownBy(() -> json.read("{\"type\":".getBytes(UTF_8))).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> json.read((new String(json.write(decision()), UTF_8) + "{}").getBytes(UTF_8)))
                .isInstanceOf(UncheckedIOException.class);
    }
}
