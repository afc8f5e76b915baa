package io.huoyan.core.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.orders.CommandAnswer.Code;
import io.huoyan.core.orders.OrderCommand.Action;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {
    private static final String GOOD =
            "{\"schema\":\"huoyan.order-command/1\",\"command_id\":\"c-1\",\"order_id\":\"O-1\",\"action\":\"HOLD\","
                    + "\"who\":\"王芳\",\"reason\":\"no gun free\",\"if_revision\":3,"
                    + "\"issued_at\":\"2026-11-21T12:00:00.000Z\"}";

    private final CommandReader reader = new CommandReader();

    private CommandAnswer refusal(String text) {
        return ((CommandReader.Read.Refused) reader.read(text.getBytes(UTF_8))).answer();
    }

    @Test
    void a_command_is_read_with_all_its_fields() {
        var read = (CommandReader.Read.Command) reader.read(GOOD.getBytes(UTF_8));

        assertThat(read.command().id()).isEqualTo("c-1");
        assertThat(read.command().action()).isEqualTo(Action.HOLD);
        assertThat(read.command().who()).isEqualTo("王芳");
        assertThat(read.command().ifRevision()).hasValue(3);
        assertThat(read.command().sha256()).hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"who\":\"王芳\"|\"who\":\"  \"|who must be a text of 1 to 128 characters on one line, and not blank",
                "\"reason\":\"no gun free\",||reason must be a text of 1 to 512 characters on one line, and not blank",
                "\"if_revision\":3|\"if_revision\":0|if_revision must be a whole number from 1",
                "\"if_revision\":3|\"if_revision\":\"3\"|if_revision must be a whole number from 1",
                "\"command_id\":\"c-1\"|\"command_id\":\"c 1\"|command_id must be 1 to 64 characters of A-Z a-z 0-9 . _ : -",
                "\"order_id\":\"O-1\"|\"order_id\":\"../1\"|order_id must be the order_id of an order",
                "huoyan.order-command/1|huoyan.order-command/2|schema must be huoyan.order-command/1",
                "2026-11-21T12:00:00.000Z|yesterday|issued_at must be a time in UTC like 2026-11-21T12:00:00.000Z",
            })
    void a_fault_is_named_with_what_is_allowed(String from, String to, String message) {
        CommandAnswer answer = refusal(GOOD.replace(from, to == null ? "" : to));

        assertThat(answer.code()).isEqualTo(Code.INVALID);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void an_unknown_action_and_an_unknown_field_are_named_together() {
        assertThat(refusal(GOOD.replace("HOLD", "hold").replace("\"who\"", "\"whom\":1,\"who\""))
                        .message())
                .isEqualTo("whom is not known; known are action, command_id, if_revision, issued_at, order_id, reason,"
                        + " schema, who; action must be one of [ACCEPT, START_REPAIR, REPAIRED, HOLD, RELEASE, CLOSE,"
                        + " SCRAP, CONCESSION, CANCEL]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"a\":1}{}", "{\"a\":1,\"a\":2}", "[[[[[[[[[[1]]]]]]]]]]"})
    void what_is_no_json_is_said_to_be_none(String text) {
        assertThat(refusal(text).code()).isIn(Code.NOT_JSON, Code.INVALID);
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_as_such() {
        byte[] bytes = GOOD.getBytes(UTF_8);
        bytes[GOOD.indexOf("c-1")] = (byte) 0xff;

        var answer = ((CommandReader.Read.Refused) reader.read(bytes)).answer();

        assertThat(answer.code()).isEqualTo(Code.NOT_JSON);
        assertThat(answer.message()).isEqualTo("the message is no UTF-8; allowed is JSON in UTF-8");
    }

    @Test
    void one_byte_more_than_allowed_is_too_large() {
        assertThat(refusal(" ".repeat(CommandReader.BYTES_MAX + 1)).message())
                .isEqualTo("the message has 16385 bytes; allowed are 16384");
        String atLimit = GOOD + " ".repeat(CommandReader.BYTES_MAX - GOOD.getBytes(UTF_8).length);
        assertThat(reader.read(atLimit.getBytes(UTF_8))).isInstanceOf(CommandReader.Read.Command.class);
    }

    /** Bytes changed, cut off or put in at random: each is read or refused, none throws. */
    @Test
    void no_bytes_at_all_make_it_throw() {
        long seed = System.nanoTime();
        System.out.println("CommandReaderTest: seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = GOOD.getBytes(UTF_8);
            for (int change = random.nextInt(6); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            var cut = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
            assertThat(reader.read(cut)).isNotNull();
        }
    }
}
