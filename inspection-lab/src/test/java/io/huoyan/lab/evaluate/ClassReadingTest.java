package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassReadingTest {
    private static final List<String> LABELS = List.of("seam", "spot", "crack", "pore", "excess", "burn-through");

    @Test
    void aClassIsReadTheSameWhicheverWayItIsWritten() {
        List<ClassReading> plain = ClassReading.of(
                List.of("good welding", "bad welding", "bad weld", "excess reinforcement", "seam", "burn-through"),
                LABELS);
        List<ClassReading> other = ClassReading.of(
                List.of("Good_Welding", "Bad-Welding", "Bad Weld", "Excess_Reinforcement", "Seam", "burn through"),
                LABELS);

        assertThat(plain)
                .extracting(ClassReading::grade)
                .containsExactly(
                        ClassReading.Grade.GOOD,
                        ClassReading.Grade.BAD,
                        ClassReading.Grade.BAD,
                        ClassReading.Grade.NONE,
                        ClassReading.Grade.NONE,
                        ClassReading.Grade.NONE);
        assertThat(plain)
                .extracting(reading -> reading.modelLabel().orElse("none"))
                .containsExactly("seam", "seam", "seam", "excess", "seam", "burn-through");
        assertThat(other)
                .extracting(ClassReading::grade)
                .containsExactlyElementsOf(
                        plain.stream().map(ClassReading::grade).toList());
        assertThat(other)
                .extracting(ClassReading::modelLabel)
                .containsExactlyElementsOf(
                        plain.stream().map(ClassReading::modelLabel).toList());
    }

    /** Otherwise every pixel of a bead that is only bad as a whole would count as one of a defect. */
    @Test
    void aBeadThatIsBadAsAWholeIsOneWhicheverWayItIsWritten() {
        assertThat(List.of("bad welding", "Bad_Welding", "BAD-WELD", "Seam")).allMatch(PixelTruth::marksWholeBead);
        assertThat(List.of("crack", "Excess_Reinforcement", "Spot")).noneMatch(PixelTruth::marksWholeBead);
    }
}
