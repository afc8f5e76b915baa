package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.decision;
import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class EntryDocumentTest {
    private final InspectionJson json = new InspectionJson();

    @Test
    void a_long_document_takes_less_room_and_is_chained_as_it_was_written() {
        var entry = new DossierEntry.Inspected(inspection(vehicle("BODY-1"), "visit-1", "C1", 7, new byte[0]));
        EntryDocument document = EntryDocument.of(entry, json);

        assertThat(document.text()).isEqualTo(json.write(entry));
        assertThat(document.kept()).hasSizeLessThan(document.text().length / 2);
        assertThat(EntryDocument.textOf(document.kept())).isEqualTo(document.text());
    }

    @Test
    void a_short_document_and_one_of_an_earlier_version_are_kept_as_they_are() {
        EntryDocument document = EntryDocument.of(new DossierEntry.Decided(decision()), json);

        assertThat(document.kept()).isEqualTo(document.text());
        assertThat(EntryDocument.textOf(document.text())).isEqualTo(document.text());
        assertThat(EntryDocument.textOf(new byte[0])).isEmpty();
    }

    /** As versions 4 and 5 of the store wrote it. */
    @Test
    void a_deflated_document_is_read() {
        byte[] text = json.write(inspection(vehicle("BODY-1"), "visit-1", "C1", 7, new byte[0]));
        byte[] kept = deflated(text);
        byte[] longer = Arrays.copyOf(kept, kept.length + 1);

        assertThat(EntryDocument.textOf(kept)).isEqualTo(text);
        assertThat(EntryDocument.textOf(longer)).isEqualTo(longer);
    }

    static byte[] deflated(byte[] text) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            byte[] room = new byte[text.length];
            deflater.setInput(text);
            deflater.finish();
            return Arrays.copyOf(room, deflater.deflate(room));
        } finally {
            deflater.end();
        }
    }

    /** Its length is what the frame says, which a stranger may have written. */
    @Test
    void a_document_of_the_greatest_length_is_read_and_a_longer_one_is_none() {
        var entry = new DossierEntry.Inspected(inspection(vehicle("BODY-1"), "visit-1", "C1", 7, new byte[0]));
        EntryDocument document = EntryDocument.of(entry, json);
        int length = document.text().length;
        byte[] deflated = deflated(document.text());

        assertThat(document.kept()).isNotEqualTo(document.text());
        for (byte[] kept : List.of(document.kept(), deflated)) {
            assertThat(EntryDocument.textOf(kept, length + 1)).isEqualTo(document.text());
            assertThat(EntryDocument.textOf(kept, length)).isEqualTo(document.text());
            assertThat(EntryDocument.textOf(kept, length - 1)).isEqualTo(kept);
        }
    }

    /** Else it would be stored, and then be read as damaged. */
    @Test
    void a_document_of_the_greatest_length_is_written_and_a_longer_one_is_refused() {
        var entry = new DossierEntry.Inspected(inspection(vehicle("BODY-1"), "visit-1", "C1", 7, new byte[0]));
        int length = json.write(entry).length;

        assertThat(EntryDocument.of(entry, json, length).text()).hasSize(length);
        assertThatThrownBy(() -> EntryDocument.of(entry, json, length - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an entry (Inspected) is a document of " + length + " bytes; allowed are at most "
                        + (length - 1));
    }

    @Test
    void the_limit_is_that_of_what_is_written_and_read_by_default() {
        byte[] longest = new byte[EntryDocument.TEXT_BYTES_MAX];
        byte[] longer = new byte[EntryDocument.TEXT_BYTES_MAX + 1];
        Arrays.fill(longest, (byte) 'x');
        Arrays.fill(longer, (byte) 'x');

        assertThat(EntryDocument.textOf(compressed(longest))).isEqualTo(longest);
        assertThat(EntryDocument.textOf(compressed(longer))).isEqualTo(compressed(longer));
    }

    @Test
    void how_long_a_text_can_be_is_told_without_opening_it() {
        byte[] text = json.write(inspection(vehicle("BODY-1"), "visit-1", "C1", 7, new byte[0]));
        byte[] zeros = new byte[100_000];

        assertThat(EntryDocument.textBytesAtMost(new byte[0])).isZero();
        assertThat(EntryDocument.textBytesAtMost(text)).isEqualTo(text.length);
        assertThat(EntryDocument.textBytesAtMost(compressed(zeros))).isEqualTo(zeros.length);
        assertThat(EntryDocument.textBytesAtMost(deflated(zeros))).isGreaterThanOrEqualTo(zeros.length);
        assertThat(EntryDocument.textBytesAtMost(compressed(new byte[EntryDocument.TEXT_BYTES_MAX + 1])))
                .isEqualTo(EntryDocument.TEXT_BYTES_MAX);
    }

    /** As {@link EntryDocument} does: one frame that tells its length. */
    static byte[] compressed(byte[] text) {
        return Zstd.compress(text, 1);
    }

    @Test
    void what_is_cut_off_lengthened_or_garbled_is_no_document() {
        var entry = new DossierEntry.Inspected(inspection(vehicle("BODY-1"), "visit-1", "C1", 7, new byte[0]));
        byte[] kept = EntryDocument.of(entry, json).kept();
        byte[] cut = Arrays.copyOf(kept, kept.length - 5);
        byte[] longer = Arrays.copyOf(kept, kept.length + 1);
        byte[] another = Arrays.copyOf(kept, 2 * kept.length);
        System.arraycopy(kept, 0, another, kept.length, kept.length);
        byte[] garbled = kept.clone();
        garbled[kept.length / 2] ^= 0x40;
        byte[] unused = kept.clone();
        unused[4] ^= 0x10;

        assertThat(EntryDocument.textOf(cut)).isEqualTo(cut);
        assertThat(EntryDocument.textOf(longer)).isEqualTo(longer);
        assertThat(EntryDocument.textOf(another)).isEqualTo(another);
        assertThat(EntryDocument.textOf(garbled)).isEqualTo(garbled);
        assertThat(EntryDocument.textOf(unused)).isEqualTo(unused);
        assertThat(EntryDocument.textOf("x".repeat(9).getBytes(UTF_8)))
                .isEqualTo("x".repeat(9).getBytes(UTF_8));
    }
}
