package io.huoyan.server.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.proto.v1.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final String HEADER =
            "file,camera,station,view,vehicle,isVin,variant,visit,frameNumber,encoding,widthPx,heightPx,light\n";

    @TempDir
    private Path folder;

    private Manifest load(String text) throws IOException {
        Files.writeString(folder.resolve("a.png"), "x");
        Files.writeString(folder.resolve("manifest.csv"), text);
        return Manifest.load(folder);
    }

    @Test
    void rowsAreReadInTheirOrderWhateverTheOrderOfTheColumns() throws IOException {
        Manifest manifest = load(
                """
                light,extra,heightPx,widthPx,encoding,frameNumber,visit,variant,isVin,vehicle,view,station,camera,file
                2,x,1024,1280,JPEG,9,V-1,SUV-A,true,VIN1,left-sill,BS-110,cam-1,a.png

                """);

        assertThat(manifest.rows())
                .containsExactly(new Manifest.Row(
                        folder.toAbsolutePath().normalize().resolve("a.png"),
                        "cam-1",
                        "BS-110",
                        "left-sill",
                        "VIN1",
                        true,
                        "SUV-A",
                        "V-1",
                        9,
                        Encoding.ENCODING_JPEG,
                        1280,
                        1024,
                        2));
    }

    @Test
    void allFaultsAreToldAtOnceWithFileAndLine() {
        Path file = folder.resolve("manifest.csv");
        assertThatThrownBy(
                        () -> load(
                                HEADER
                                        + """
                        a.png,cam-1,BS-110,v,B,maybe,SUV-A,V-1,1,PNG,10,10,0
                        b.png,cam-1,BS-110,v,B,true,SUV-A,V-1,1,PNG,10,10,0
                        ../a.png,cam-1,BS-110,v,B,true,SUV-A,V-1,1,PNG,10,10,0
                        a.png,cam-1,BS-110,v,B,true,SUV-A,V-1,-1,PNG,10,10,0
                        a.png,cam-1,BS-110,v,B,true,SUV-A,V-1,1,TIFF,10,10,0
                        a.png,,BS-110,v,B,true,SUV-A,V-1,1,PNG,10,10,0
                        a.png,cam-1
                        """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(String.join(
                        "\n",
                        file + ":2: isVin is 'maybe'; allowed are true and false",
                        file + ":3: file is 'b.png'; there is no such file",
                        file + ":4: file is '../a.png'; allowed are files inside the folder",
                        file + ":5: frameNumber is -1; allowed is 0 to 2147483647",
                        file + ":6: encoding is 'TIFF'; allowed are JPEG and PNG",
                        file + ":7: camera is empty; allowed is a value",
                        file + ":8: line has 2 values; allowed are 13"));
    }

    @Test
    void missingColumnsAreNamed() {
        assertThatThrownBy(() -> load("file,camera\n"))
                .hasMessageStartingWith(
                        folder.resolve("manifest.csv") + ":1: columns [station, view, vehicle, isVin, variant, visit,");
    }
}
