package io.huoyan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.lab.dataset.TurnedPhoto;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every picture of a folder is told of, whatever became of it. */
class ReplayTest {
    private static final Path SET = Path.of(System.getProperty("huoyan.root"), "sample-images/body-line");
    private static final RecipeId RECIPE = new RecipeId("body-line-live");

    @TempDir
    private Path dir;

    private final Catalog catalog = CatalogLoader.load(SET.resolve("catalog"));
    private final List<String> told = new ArrayList<>();

    @Test
    void picturesOfNothingKnownGoThroughWholeAndUnreadableOnesAreFailures() throws IOException {
        Path jpeg = firstFrame();
        Files.copy(jpeg, dir.resolve("a.jpg"));
        Files.createDirectories(dir.resolve("sub"));
        Files.write(dir.resolve("sub/b.jpg"), new byte[] {1, 2, 3});
        Files.write(dir.resolve("c.bmp"), new byte[] {'B', 'M'});
        Files.write(dir.resolve("notes.txt"), new byte[] {'x'});
        ReplaySummary summary = run(dir);
        assertThat(summary.pictures()).extracting(ReplayedPicture::name).containsExactly("a.jpg", "c.bmp", "sub/b.jpg");
        assertThat(summary.pictures().get(0).inspection().orElseThrow().calibrated())
                .isFalse();
        assertThat(summary.pictures().get(1).failure())
                .isEqualTo("cannot be read: pictures of kind .bmp are not read; read are .jpg, .jpeg and .png");
        assertThat(summary.pictures().get(2).failure()).contains("not a JPEG");
        assertThat(summary.pictures().get(2).word()).isEqualTo("FAILED");
        assertThat(summary.failed()).isEqualTo(2);
        assertThat(summary.judged())
                .as("what could not be inspected is judged nothing")
                .isEqualTo(1);
        assertThat(told).containsExactly("1/3", "2/3", "3/3");
    }

    /** What telephones write, and nothing here reads, is a picture all the same. */
    @Test
    void picturesOfKindsThatNothingReadsAreFailures() throws IOException {
        List<String> names = List.of("a.heic", "b.HEIF", "c.avif", "d.webp");
        for (String name : names) {
            Files.write(dir.resolve(name), new byte[] {1});
        }

        ReplaySummary summary = run(dir);

        assertThat(summary.pictures()).extracting(ReplayedPicture::name).isEqualTo(names);
        assertThat(summary.pictures()).extracting(ReplayedPicture::word).containsOnly("FAILED");
        assertThat(summary.pictures().get(0).failure())
                .isEqualTo("cannot be read: pictures of kind .heic are not read; read are .jpg, .jpeg and .png");
    }

    /** Without a plan it is a photograph, which evaluate turns too; with one it is a camera's, calibrated as stored. */
    @Test
    void aPhotographIsTurnedAndAFrameOfThePlanIsNot() throws IOException {
        Path file = TurnedPhoto.write(dir.resolve("photo.jpg"), TurnedPhoto.TURN_RIGHT);
        ReplayFolder.Item loose = ReplayFolder.items(dir).get(0);
        ReplayFolder.Item planned = new ReplayFolder.Item(file, loose.name(), loose.header(), true);

        assertThat(loose.read().format()).isEqualTo(PixelFormat.PNG);
        assertThat(planned.read().format()).isEqualTo(PixelFormat.JPEG);
        assertThat(planned.read().data()).isEqualTo(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    @Test
    void aReportShowsEveryPictureAndTheSummaryCountsThem() throws IOException {
        Files.copy(firstFrame(), dir.resolve("a<b.jpg"));
        Files.write(dir.resolve("broken.png"), new byte[] {1});
        Path out = dir.resolve("report");
        Path index = new ReplayReport(catalog.defects()).writeHtml(run(dir), out);
        String html = Files.readString(index);
        assertThat(html).contains("a&lt;b.jpg", "broken.png", "data-word=\"FAILED\"", "pictures/00001.jpg");
        assertThat(out.resolve("pictures/00001.jpg")).isNotEmptyFile();
        assertThat(out.resolve("pictures/00001-small.jpg")).isNotEmptyFile();
        JsonNode summary = new ObjectMapper().readTree(Files.readAllBytes(out.resolve("summary.json")));
        assertThat(summary.path("pictures").asInt()).isEqualTo(2);
        assertThat(summary.path("failed").asInt()).isEqualTo(1);
    }

    /** Outlines and regions are those of the pixels as stored, and so must the picture be. */
    @Test
    void aReportDrawsAFrameOfThePlanAsItIsStored() throws IOException {
        Files.createDirectories(dir.resolve("frames"));
        List<String> manifest = Files.readAllLines(SET.resolve("manifest.csv"));
        String frame = manifest.get(1).split(",")[0];
        byte[] noted = TurnedPhoto.noting(TurnedPhoto.TURN_RIGHT, Files.readAllBytes(SET.resolve(frame)));
        Files.write(dir.resolve(frame), noted);
        Files.writeString(dir.resolve("manifest.csv"), manifest.get(0) + "\n" + manifest.get(1) + "\n");

        Path out = dir.resolve("report");
        new ReplayReport(catalog.defects()).writeHtml(run(dir), out);

        BufferedImage drawn = ImageIO.read(out.resolve("pictures/00001.jpg").toFile());
        assertThat(drawn.getWidth()).isGreaterThan(drawn.getHeight());
    }

    /**
     * A plan's welds that no picture of the visit shows are REVIEW, and so in disagreement with a truth that calls them
     * good.
     */
    @Test
    void aManifestMakesVisitsThatAreHeldAgainstTheTruth() throws IOException {
        Files.createDirectories(dir.resolve("frames"));
        List<String> manifest = Files.readAllLines(SET.resolve("manifest.csv"));
        String row = manifest.get(1);
        String[] cells = row.split(",");
        Files.copy(SET.resolve(cells[0]), dir.resolve(cells[0]));
        Files.writeString(dir.resolve("manifest.csv"), manifest.get(0) + "\n" + row + "\n");
        Files.copy(SET.resolve("truth.json"), dir.resolve("truth.json"));
        ReplaySummary summary = run(dir);
        assertThat(summary.visits()).hasSize(1);
        assertThat(summary.judged())
                .isEqualTo(catalog.plans().values().stream()
                        .filter(plan -> plan.variant().value().equals(cells[6]))
                        .findFirst()
                        .orElseThrow()
                        .welds()
                        .size());
        assertThat(summary.reviewReasons()).containsKey("NOT_INSPECTED");
        Agreement agreement = summary.agreement().orElseThrow();
        assertThat(agreement.good() + agreement.bad()).isGreaterThan((int) summary.judged());
        assertThat(agreement.disagreements()).anyMatch(line -> line.contains("NOT_INSPECTED"));
    }

    @Test
    void aManifestsFaultsAreToldTogether() throws IOException {
        String header = Files.readAllLines(SET.resolve("manifest.csv")).get(0);
        Files.writeString(
                dir.resolve("manifest.csv"),
                header + "\n../x.jpg,c,s,v,B1,true,V,vis,1,JPEG,1,1,1\na.jpg,c,s,v,B1,true,V,vis,one,JPEG,1,1,1\n");
        assertThatThrownBy(() -> run(dir))
                .hasMessageContaining("manifest.csv:2: file is '../x.jpg'; allowed is a file within the folder")
                .hasMessageContaining("manifest.csv:3: frameNumber is 'one'; allowed is a number of at most 9 digits");
    }

    @Test
    void anEmptyFolderIsSaidToBeEmpty() {
        assertThatThrownBy(() -> run(dir)).hasMessage(dir + " holds 0 pictures; allowed are 1 to 100000");
    }

    private ReplaySummary run(Path folder) throws IOException {
        int[] ids = new int[1];
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
        InspectionPipeline pipeline = new InspectionPipeline(
                catalog, Map.of(RECIPE, new DetectorFake()), clock, () -> new ResultId("r" + ids[0]++), "test");
        return new Replay(catalog, pipeline, RECIPE, clock)
                .run(folder, (done, all, picture) -> told.add(done + "/" + all));
    }

    private static Path firstFrame() throws IOException {
        return SET.resolve(
                Files.readAllLines(SET.resolve("manifest.csv")).get(1).split(",")[0]);
    }
}
