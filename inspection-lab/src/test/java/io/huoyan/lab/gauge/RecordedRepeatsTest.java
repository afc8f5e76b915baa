package io.huoyan.lab.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.measure.Measurand;
import io.huoyan.lab.synth.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of values that a real camera took, on tables small enough to be worked out by hand. */
class RecordedRepeatsTest {
    @TempDir
    private Path folder;

    private GaugeResult study(String table) throws IOException {
        return study(table, 1);
    }

    private GaugeResult study(String table, double toleranceMm) throws IOException {
        return RecordedRepeats.study(Files.writeString(folder.resolve("repeats.csv"), table), toleranceMm);
    }

    /** The table by which {@code GaugeFiguresTest} proves the ANOVA, row by row. */
    @Test
    void partsThatWereMountedAndTakenEquallyOftenGiveGrr() throws IOException {
        StringBuilder table = new StringBuilder("# two parts\npart,mount,trial,measurand,value\n");
        for (int part = 1; part <= 2; part++) {
            for (int mount = 1; mount <= 2; mount++) {
                table.append(part + "," + mount + ",1,SPOT_DIAMETER," + (part - 0.1) + "\n");
                table.append(part + "," + mount + ",2,SPOT_DIAMETER," + (part + 0.1) + "\n");
            }
        }
        GaugeResult result = study(table.toString());

        assertThat(result.grr().get(Measurand.SPOT_DIAMETER).repeatabilityMm())
                .isCloseTo(Math.sqrt(0.02), within(1e-9));
        assertThat(result.grr().get(Measurand.SPOT_DIAMETER).grrPercent())
                .isCloseTo(600 * Math.sqrt(0.02), within(1e-9));
        assertThat(study(table.toString(), 0.5)
                        .grr()
                        .get(Measurand.SPOT_DIAMETER)
                        .grrPercent())
                .as("over half of the tolerance")
                .isCloseTo(1200 * Math.sqrt(0.02), within(1e-9));
        assertThat(result.notes()).containsExactly("SPOT_DIAMETER: %GRR of 2 of 2 parts, 2 mounts and 2 trials each");
        assertThat(result.members())
                .as("no part has a reference: nothing is said of what needs one")
                .containsKeys("grrPercent", "ndc")
                .doesNotContainKeys("biasMm", "coverage", "cg", "decisions");
    }

    @Test
    void aMasterWithAReferenceGivesType1AndReadingsWithTheirUncertaintyGiveCoverage() throws IOException {
        StringBuilder table = new StringBuilder("part,mount,trial,measurand,value,reference,u\n");
        for (int trial = 0; trial < RecordedRepeats.MASTER_TRIALS_MIN; trial++) {
            table.append("M,1," + trial + ",SEAM_LENGTH," + (trial % 2 == 0 ? 30.01 : 30.03) + ",30,0.01\n");
        }
        GaugeResult result = study(table.toString());

        assertThat(result.master().get(Measurand.SEAM_LENGTH).biasMm()).isCloseTo(0.02, within(1e-9));
        assertThat(result.study().byMeasurand().get(Measurand.SEAM_LENGTH).coverage())
                .isCloseTo(0.5, within(1e-9));
        assertThat(result.members()).containsEntry("biasMm", 0.02).doesNotContainKey("grrPercent");
        assertThat(GaugeReport.write(result, folder.resolve("report"))).isRegularFile();
    }

    @Test
    void fewerTrialsThanAMasterNeedsGiveNoType1() throws IOException {
        assertThat(study(master("SEAM_LENGTH", RecordedRepeats.MASTER_TRIALS_MIN - 1))
                        .master())
                .isEmpty();
        assertThat(study(master("SEAM_LENGTH", RecordedRepeats.MASTER_TRIALS_MIN))
                        .master())
                .containsOnlyKeys(Measurand.SEAM_LENGTH);
    }

    /** The tolerance of capability is 1 mm. */
    @Test
    void anAreaOrARatioHasNoCapabilityOverAToleranceInMillimetres() throws IOException {
        for (String measurand : new String[] {"DEFECT_AREA", "SPOT_OVALITY", "DEFECT_COUNT"}) {
            GaugeResult result = study(master(measurand, RecordedRepeats.MASTER_TRIALS_MIN)
                    + "A,1,1,X,1,,\nA,1,2,X,2,,\nA,2,1,X,1,,\nA,2,2,X,2,,\n".replace("X", measurand)
                    + "B,1,1,X,3,,\nB,1,2,X,4,,\nB,2,1,X,3,,\nB,2,2,X,4,,\n".replace("X", measurand));

            assertThat(result.master()).as(measurand).isEmpty();
            assertThat(result.grr()).as(measurand).isEmpty();
            assertThat(result.study().byMeasurand()).as(measurand).hasSize(1);
        }
    }

    private static String master(String measurand, int trials) {
        StringBuilder table = new StringBuilder("part,mount,trial,measurand,value,reference,u\n");
        for (int trial = 0; trial < trials; trial++) {
            table.append("M,1," + trial + "," + measurand + ",30.0" + trial % 2 + ",30,0.01\n");
        }
        return table.toString();
    }

    /** A row that is there twice would be a repeat that repeats to the last digit. */
    @Test
    void aRowThatIsThereTwiceIsRefusedWithBothLines() {
        assertThatThrownBy(
                        () -> study(
                                """
                        part,mount,trial,measurand,value
                        A,1,1,SEAM_LENGTH,3
                        A,1,2,SEAM_LENGTH,3
                        # again
                        A,1,1,SEAM_LENGTH,3.1
                        """))
                .hasMessageEndingWith("repeats.csv:5: SEAM_LENGTH of part A, mount 1, trial 1 is in line 2 already;"
                        + " allowed is one row for each");
    }

    @Test
    void aPartHasOneReference() {
        assertThatThrownBy(
                        () -> study(
                                """
                        part,mount,trial,measurand,value,reference
                        A,1,1,SEAM_LENGTH,3,3
                        A,1,1,SEAM_GAP,1,0
                        B,1,1,SEAM_LENGTH,3,4
                        A,1,2,SEAM_LENGTH,3,
                        A,2,1,SEAM_LENGTH,3,3.1
                        """))
                .hasMessageEndingWith("repeats.csv:6: reference is 3.1, that of part A in line 2 is 3.0;"
                        + " allowed is one for a part's SEAM_LENGTH");
    }

    @Test
    void partsThatWereNotTakenEquallyOftenAreLeftOutByName() throws IOException {
        StringBuilder table = new StringBuilder("part,mount,trial,measurand,value\n");
        for (String part : List.of("A", "B", "C")) {
            for (int mount = 1; mount <= 2; mount++) {
                for (int trial = 1; trial <= (part.equals("C") && mount == 2 ? 3 : 2); trial++) {
                    table.append(
                            part + "," + mount + "," + trial + ",SPOT_DIAMETER,5." + trial + part.hashCode() + "\n");
                }
            }
        }
        GaugeResult result = study(table.toString());

        assertThat(result.notes())
                .containsExactly("SPOT_DIAMETER: %GRR of 2 of 3 parts, 2 mounts and 2 trials each; left out: C (mounts"
                        + " with 2, 3 trials)");
        assertThat(result.members().get("measurands").toString())
                .contains("grrParts=2", "grrPartsLeftOut=[C (mounts with 2, 3 trials)]");
        assertThat(Files.readString(GaugeReport.write(result, folder.resolve("report"))))
                .contains("left out: C (mounts with 2, 3 trials)", "as they were recorded");
        assertThat(study("part,mount,trial,measurand,value\nA,1,1,SEAM_GAP,1\nB,1,1,SEAM_GAP,1\n")
                        .notes())
                .containsExactly("SEAM_GAP: no %GRR: no two parts have the same number of mounts and of trials, two and"
                        + " more of each; left out: A (mounts with 1 trials), B (mounts with 1 trials)");
    }

    /** As spreadsheets write it. */
    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        assertThat(study("\uFEFFpart,mount,trial,measurand,value\n1,1,1,SEAM_LENGTH,3\n")
                        .features())
                .isEqualTo(1);
        assertThat(RecordedRepeats.isTable("GOOD.CSV")).isTrue();
        assertThat(RecordedRepeats.isTable("rig.yaml")).isFalse();
    }

    @Test
    void aTableThatIsNotUtf8IsNamed() throws IOException {
        Path file = Files.write(folder.resolve("latin.csv"), new byte[] {'#', (byte) 0xfc, '\n'});
        assertThatThrownBy(() -> RecordedRepeats.study(file, 1))
                .hasMessage(file + " is not text in UTF-8; save it as UTF-8 (spreadsheets: CSV UTF-8)");
    }

    @Test
    void aToleranceThatIsNoneIsRefused() {
        String table = "part,mount,trial,measurand,value\n1,1,1,SEAM_LENGTH,3\n";
        assertThatThrownBy(() -> study(table, 0)).hasMessage("tolerance is 0.0 mm; allowed is above 0");
        assertThatThrownBy(() -> study(table, Double.NaN)).hasMessage("tolerance is NaN mm; allowed is above 0");
        Rig flat = Rig.flat();
        TruthMasks eye = new TruthMasks();
        assertThatThrownBy(() -> new GaugeRun(flat, eye, 1, 1, 2.01))
                .hasMessage("tolerance is 2.01 mm; allowed is above 0, and up to 2.0 for a rig's own parts");
    }

    /**
     * Two good parts and two bad ones, of an upper and a lower limit; one miss, one false alarm, one left to people.
     */
    @Test
    void recordedVerdictsAreHeldAgainstReferencesAndLimits() throws IOException {
        AttributeStudy study = study(
                        """
                part,mount,trial,measurand,value,reference,limit,verdict
                A,1,1,SPOT_DIAMETER,5.1,5,>=4,OK
                A,1,2,SPOT_DIAMETER,4.1,5,>=4,NOK
                B,1,1,SPOT_DIAMETER,4.1,4,>= 4,
                B,1,2,SPOT_DIAMETER,4.1,4,>=4,review
                C,1,1,SPOT_DIAMETER,3.1,3,>=4,
                C,1,2,SPOT_DIAMETER,4.1,3,>=4,
                D,1,1,SPOT_DIAMETER,6.1,6.2,<=6,NOK
                D,1,2,SPOT_DIAMETER,6.1,6.2,<=6,NOK
                """)
                .attributes()
                .get(Measurand.SPOT_DIAMETER);

        assertThat(study.decisions()).isEqualTo(7);
        assertThat(study.reviews()).isEqualTo(1);
        assertThat(study.missRate()).isEqualTo(0.25);
        assertThat(study.falseAlarmRate()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(study.effectiveness()).isEqualTo(0.25);
    }

    /** A reference that was typed from the value. */
    @Test
    void valuesWithoutAnyErrorHaveNoSharpness() throws IOException {
        GaugeResult result = study("part,mount,trial,measurand,value,reference,u\n1,1,1,SEAM_LENGTH,3,3,0.01\n");
        assertThat(result.members()).containsKey("coverage").doesNotContainKey("sharpness");
        assertThat(result.members().get("measurands").toString()).doesNotContain("sharpness");
    }

    @Test
    void readingsAreWrittenWithTheirUnit() throws IOException {
        GaugeReport.write(study(master("DEFECT_AREA", 1)), folder.resolve("report"));
        assertThat(Files.readAllLines(folder.resolve("report/readings.csv")))
                .element(1)
                .asString()
                .startsWith("0,DEFECT_AREA,mm2,30.00000,");
    }

    @Test
    void whatIsWrongInATableIsToldWithItsLine() {
        assertThatThrownBy(() -> study("part,mount,trial,measurand\n"))
                .hasMessageEndingWith("repeats.csv:1: column value is missing; allowed are [part, mount, trial,"
                        + " measurand, value] and, if known, [reference, u, limit, verdict]");
        assertThatThrownBy(() -> study("part;mount;trial;measurand;value\n1;1;1;SEAM_LENGTH;3,1\n"))
                .hasMessageEndingWith("repeats.csv:1: cells are separated by ';'; allowed is ',', with '.' in numbers");
        assertThatThrownBy(() -> study("part\tmount\ttrial\tmeasurand\tvalue\n"))
                .hasMessageContaining("repeats.csv:1: cells are separated by tabs");
        assertThatThrownBy(() -> study("part,mount,trial,measurand,value,limit\n1,1,1,SEAM_LENGTH,3,0.5\n"))
                .hasMessageEndingWith(
                        "repeats.csv:2: limit is '0.5'; allowed is <= or >= and a number, for example <=0.5");
        assertThatThrownBy(() -> study("part,mount,trial,measurand,value,verdict\n1,1,1,SEAM_LENGTH,3,OK\n"))
                .hasMessageContaining("repeats.csv:2: verdict is 'OK' without limit and reference");
        assertThatThrownBy(() -> study("part,mount,trial,measurand,valueInch\n"))
                .hasMessageContaining("repeats.csv:1: column value is missing");
        assertThatThrownBy(() -> study("part,mount,trial,measurand,value\n1,1,1,LENGTH,3\n"))
                .hasMessageContaining("repeats.csv:2: measurand is 'LENGTH'; allowed are [SEAM_LENGTH");
        assertThatThrownBy(() -> study("part,mount,trial,measurand,value\n1,1,1,SEAM_LENGTH,3 in\n"))
                .hasMessageEndingWith("repeats.csv:2: value is '3 in'; allowed is a number, in mm, mm2 or 1");
        assertThatThrownBy(() -> study("part,mount,trial,measurand,value\n"))
                .hasMessageContaining("repeats.csv:1: table has 0 rows");
        assertThatThrownBy(() -> study("part,mount,trial,measurand,value,u\n1,1,1,SEAM_LENGTH,3,0\n"))
                .hasMessageEndingWith("repeats.csv:2: u is 0.0; allowed is above 0, a standard uncertainty");
    }
}
