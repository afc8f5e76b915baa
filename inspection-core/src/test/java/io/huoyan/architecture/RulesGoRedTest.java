package io.huoyan.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rule that cannot fail proves nothing: each is shown a breach, planted in {@code io.huoyan.archfixture}, and must
 * name it.
 */
class RulesGoRedTest {
    private static final String FIXTURES = "io.huoyan.archfixture.";

    @Test
    void anImportAgainstTheOrderOfRoomsIsNamed() {
        HouseModule module = fixture("order", List.of("upper", "lower", "attic"));

        assertThat(failuresOf(RoomOrder.isKept(module), "order"))
                .isNotEmpty()
                .allMatch(text -> text.startsWith("room upper imports room lower, which stands below it: "))
                .allMatch(text -> text.contains(FIXTURES + "order.upper.Importer"));
    }

    @Test
    void aRoomThatTheOrderDoesNotKnowIsNamed() {
        HouseModule module = fixture("order", List.of("lower", "upper"));

        assertThat(failuresOf(RoomOrder.isKept(module), "order"))
                .containsExactly(FIXTURES + "order.attic.Homeless is in no room; the rooms of " + FIXTURES
                        + "order are [lower, upper]");
    }

    @Test
    void theSameImportsInTheRightOrderAreFine() {
        assertThat(failuresOf(RoomOrder.isKept(fixture("order", List.of("lower", "upper", "attic"))), "order"))
                .isEmpty();
    }

    @Test
    void aCycleOfRoomsIsNamed() {
        assertThat(failuresOf(HouseRules.freeOfCycles(fixture("cycle", List.of())), "cycle"))
                .singleElement()
                .asString()
                .contains("Cycle detected: Slice egg")
                .contains("Slice hen");
    }

    @Test
    void aForeignLibraryOutsideItsHomeIsNamedWithItsHome() {
        List<String> failures = failuresOf(ForeignLibraries.stayHome(ForeignLibraries.HOMES), "foreign");

        assertThat(failures).hasSize(6);
        assertThat(failures).anyMatch(text -> text.startsWith("OpenCV lives in [io.huoyan.core.image, "));
        assertThat(failures).anyMatch(text -> text.startsWith("DJL lives in [io.huoyan.core.infer.djl, "));
        assertThat(failures)
                .anyMatch(text -> text.startsWith(
                        "JDBC lives in [io.huoyan.server.store..] and is used in " + FIXTURES + "foreign"));
        assertThat(failures).anyMatch(text -> text.startsWith("SnakeYAML lives in "));
        assertThat(failures).anyMatch(text -> text.startsWith("Jackson lives in "));
        assertThat(failures)
                .anyMatch(text -> text.startsWith("javax.xml.parsers has no home in this house and is used in "));
    }

    @Test
    void aMatThatNoScopeOwnsIsNamedWhetherAConstructorOrACallMadeIt() {
        List<String> failures =
                failuresOf(NativeOwnership.everyMatHasAnOwner(fixture("matloose", List.of())), "matloose");

        assertThat(failures)
                .hasSize(2)
                .allMatch(text -> text.startsWith("a Mat without an owner, wrap it in scope.own(…): "));
        assertThat(failures).anyMatch(text -> text.contains("LooseMats.madeByConstructor()"));
        assertThat(failures).anyMatch(text -> text.contains("Mat.rowRange(int, int)"));
    }

    @Test
    void aNameThatSaysNothingIsNamedInClassesAndInPackages() {
        assertThat(failuresOf(Names.sayWhatTheyHold(), "names"))
                .containsExactlyInAnyOrder(
                        FIXTURES + "names.PictureHelper bears the word 'helper', which says nothing of what it holds",
                        FIXTURES + "names.util.Thing bears the word 'util', which says nothing of what it holds");
    }

    @Test
    void aStaticThatChangesIsNamed() {
        List<String> failures = failuresOf(Statics.areConstants(), "statics");

        assertThat(failures).hasSize(3);
        assertThat(failures)
                .anyMatch(text -> text.startsWith("static and not final: Field <" + FIXTURES + "statics.Keeper.last>"));
        assertThat(failures)
                .anyMatch(text ->
                        text.startsWith("static and of the changeable type java.util.concurrent.atomic.AtomicLong"));
        assertThat(failures).anyMatch(text -> text.startsWith("static and of the changeable type java.util.ArrayList"));
    }

    @Test
    void aClassThatHandsItselfOutIsNamed() {
        assertThat(failuresOf(Statics.noOneIsFetchedByGetInstance(), "statics"))
                .singleElement()
                .asString()
                .contains("Keeper.getInstance()");
    }

    @Test
    void aPrintToTheConsoleIsNamedUnlessItStandsInMain() {
        assertThat(failuresOf(Consoles.areWrittenOnlyAtTheEdge(), "console"))
                .singleElement()
                .asString()
                .contains("Shouter.shout()")
                .contains("System.out");
    }

    @Test
    void aPackageWithoutItsNoteOrAPartOfItIsNamed(@TempDir Path sources) throws IOException {
        write(sources, "room/bare/Thing.java", "package room.bare;");
        write(sources, "room/half/package-info.java", "@NullMarked package room.half;");
        write(sources, "room/whole/package-info.java", "/** Starting points: none. */ @NullMarked package room.whole;");

        assertThat(PackageNotes.faults(sources))
                .containsExactly(
                        "room.bare: no package-info.java", "room.half: its package-info.java lacks 'Starting points'");
    }

    @Test
    void untidyTextIsNamedWithItsLine(@TempDir Path root) throws IOException {
        write(
                root,
                "src/main/java/Wide.java",
                "// " + "w".repeat(117) + "\n// " + "w".repeat(118) + "\n\"" + "w".repeat(130) + "\"" + "\n\"\"\"\n"
                        + "w".repeat(130) + "\n\"\"\";\n// " + "w".repeat(118));
        write(root, "src/main/java/Sleeper.java", "Thread.sle" + "ep(1); // only tests may not");
        write(root, "src/test/java/Late.java", "int a;\n// TO" + "DO later\n\tint b;");
        write(root, "src/test/java/Sleeps.java", "Thread.sle" + "ep(1);\n@Dis" + "abled\nassume" + "True(false);");
        write(root, "notes.md", "see /ho" + "me/someone/notes\nand /usr/bin/env\nin \"/tm" + "p/x\"");
        write(root, "target/Left.java", "\t");

        assertThat(Tidiness.faults(root))
                .containsExactlyInAnyOrder(
                        "notes.md:1: a path of one machine",
                        "notes.md:3: a path of one machine",
                        "src/main/java/Wide.java:2: a line of more than 120 characters (only a text in quotes may run on)",
                        "src/main/java/Wide.java:7: a line of more than 120 characters (only a text in quotes may run on)",
                        "src/test/java/Late.java:2: a mark for later; do it now, or write it into the tracker",
                        "src/test/java/Late.java:3: a tab; indent with spaces",
                        "src/test/java/Sleeps.java:1: a sleep in a test; wait for the thing itself (Awaitility)",
                        "src/test/java/Sleeps.java:2: a test that may be skipped; a skipped test is a failure",
                        "src/test/java/Sleeps.java:3: a test that may be skipped; a skipped test is a failure");
    }

    @Test
    void aLinkToAFileThatIsNotThereIsNamed(@TempDir Path root) throws IOException {
        write(
                root,
                "README.md",
                "[here](doc" + "s/here.md) [gone](doc" + "s/gone.md#part) [far](https://example.org/x)");
        write(root, "doc" + "s/here.md", "[up](../README.md) [gone](gone.md)");
        write(root, "src/A.java", "/** As docs/he" + "re.md has it, and docs/mis" + "sing.md. */");

        assertThat(DocumentLinks.dead(root))
                .containsExactlyInAnyOrder(
                        "README.md: names doc" + "s/gone.md, which is not there",
                        "doc" + "s/here.md: names gone.md, which is not there",
                        "src/A.java: names docs/mis" + "sing.md, which is not there");
    }

    @Test
    void aFailingRuleFailsTheBuild() {
        JavaClasses planted = new ClassFileImporter().importPackages(FIXTURES + "statics");

        assertThatThrownBy(() -> Statics.areConstants().check(planted))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Architecture Violation")
                .hasMessageContaining("Keeper.last");
    }

    private static HouseModule fixture(String name, List<String> rooms) {
        Path sources = HouseModule.repository().resolve("inspection-core/src/test/java");
        return new HouseModule(FIXTURES + name, sources, rooms);
    }

    private static List<String> failuresOf(ArchRule rule, String fixture) {
        JavaClasses planted = new ClassFileImporter().importPackages(FIXTURES + fixture);
        return rule.evaluate(planted).getFailureReport().getDetails();
    }

    private static void write(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
