package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WholeSizeTest {
    @Test
    void aSquarePictureIsShownAlikeByBoth() {
        assertThat(WholeSize.LONG_SIDE.scale(640, 640, 320)).isEqualTo(0.5);
        assertThat(WholeSize.AREA.scale(640, 640, 320)).isEqualTo(0.5);
    }

    @Test
    void aLongNarrowPictureKeepsTwiceTheDetailByItsArea() {
        assertThat(WholeSize.LONG_SIDE.scale(800, 200, 400)).isEqualTo(0.5);
        assertThat(WholeSize.AREA.scale(800, 200, 400)).isEqualTo(1);
        assertThat(WholeSize.AREA.scale(200, 800, 400)).isCloseTo(1, within(1e-12));
    }

    @Test
    void theWordsOfTheDescriptionAreRead() {
        assertThat(WholeSize.of("area")).contains(WholeSize.AREA);
        assertThat(WholeSize.of("longSide")).contains(WholeSize.LONG_SIDE);
        assertThat(WholeSize.of("AREA")).isEmpty();
    }
}
