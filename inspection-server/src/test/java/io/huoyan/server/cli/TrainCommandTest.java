package io.huoyan.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private List<String> train(String device) {
        return List.of(
                "train",
                "--id",
                "trial",
                "--version",
                "1",
                "--models",
                folder.resolve("models").toString(),
                "--work",
                folder.resolve("work").toString(),
                "--device",
                device);
    }

    private int run(List<String> arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments.toArray(String[]::new));
    }

    /** Not after an hour of rendering. */
    @Test
    void aGpuThatIsNotThereIsSaidBeforeAnythingIsRenderedOrWritten() {
        assertThat(run(train("gpu"))).isEqualTo(ExitCodes.WRONG_INPUT);

        assertThat(err.toString().strip().lines())
                .singleElement()
                .asString()
                .startsWith("huoyan train: device is gpu:0; PyTorch 2.7.1 in ")
                .endsWith(
                        "was built for processors alone, so that allowed is cpu. PYTORCH_LIBRARY_PATH names the folder"
                                + " of one built for CUDA (docs/training.md)");
        assertThat(out.toString()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsNoDeviceIsRefused() {
        assertThat(run(train("cuda"))).isEqualTo(ExitCodes.WRONG_INPUT);

        assertThat(err.toString())
                .contains("huoyan train: device is 'cuda'; allowed are cpu, gpu and gpu:N, the GPU's number from 0");
        assertThat(folder).isEmptyDirectory();
    }

    /** Its thresholds would be chosen by nothing, and that was found out after the last step only. */
    @Test
    void aModelThatNothingWouldJudgeIsRefusedBeforeTheFirstStep() {
        List<String> arguments = new ArrayList<>(train("cpu"));
        arguments.addAll(List.of("--judged", "0"));

        int code = run(arguments);

        assertThat(code).isEqualTo(ExitCodes.WRONG_INPUT);
        assertThat(err.toString())
                .contains("huoyan train: judged patches are 0; allowed are 1 to 100000, since thresholds");
        assertThat(folder).isEmptyDirectory();
    }

    /** Of PyTorch for CUDA on a machine without NVIDIA's driver the same is said. */
    @Test
    void aPyTorchThatCannotBeLoadedIsTheCallersAndIsNamed() throws IOException, InterruptedException {
        Path library = Files.createDirectory(folder.resolve("lib"));
        Files.write(library.resolve("libtorch.so"), new byte[] {1, 2, 3});
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(train("gpu"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTORCH_LIBRARY_PATH", library.toString());

        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(ExitCodes.WRONG_INPUT);
        assertThat(said)
                .contains("huoyan train: PYTORCH_LIBRARY_PATH is " + library + "; PyTorch cannot be loaded: "
                        + library.resolve("libtorch.so") + ": ");
        assertThat(folder.resolve("work")).doesNotExist();
    }
}
