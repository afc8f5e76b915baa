package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.decision;
import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import java.util.Arrays;
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
    void a_frame_that_says_it_is_too_long_is_no_document() {
        byte[] frame = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, (byte) 0xA0, 1, 0, 0, 0x10, 1, 0, 0};

        assertThat(EntryDocument.textOf(frame)).isEqualTo(frame);
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
