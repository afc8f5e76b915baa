package io.huoyan.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {
    @ParameterizedTest
    @ValueSource(strings = {"A", "z", "0", "A-L_S1.2:3", "unidentified:BS-110:V-1"})
    void letters_digits_and_four_signs_are_allowed(String value) {
        assertThat(Identifiers.checked("weld", value)).isEqualTo(value);
    }

    /** They would be other topics, other folders, or the same one to a careless eye. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-A", ".A", "_A", ":A", "A/B", "A+", "A#", "A B", "A\n", "Ä", "焊", "A\u0000"})
    void whatever_else_is_refused(String value) {
        assertThatThrownBy(() -> Identifiers.checked("weld", value)).isInstanceOf(InvalidIdentifierException.class);
    }

    @Test
    void sixty_four_characters_are_allowed_and_one_more_is_not() {
        String longest = "a".repeat(64);

        assertThat(Identifiers.checked("weld", longest)).isEqualTo(longest);
        assertThatThrownBy(() -> Identifiers.checked("weld", longest + "a"))
                .isInstanceOf(InvalidIdentifierException.class);
    }
}
