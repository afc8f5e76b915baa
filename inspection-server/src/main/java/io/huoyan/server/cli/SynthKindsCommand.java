package io.huoyan.server.cli;

import io.huoyan.lab.synth.Choice;
import io.huoyan.lab.synth.DefectKind;
import io.huoyan.lab.synth.LightKind;
import io.huoyan.lab.synth.Material;
import io.huoyan.lab.synth.Quantity;
import io.huoyan.lab.synth.WeldKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code huoyan synth kinds}. */
@Command(
        name = "kinds",
        mixinStandardHelpOptions = true,
        header =
                "Every weld, sheet, light and defect that can be rendered, and the ranges that the rest is drawn from.")
final class SynthKindsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Override
    public Integer call() throws IOException {
        PrintWriter people = json.people(spec);
        people.println("welds:     " + String.join(", ", Choice.names(WeldKind.class)));
        people.println("materials: " + String.join(", ", Choice.names(Material.class)));
        people.println("lights:    " + String.join(", ", Choice.names(LightKind.class)));
        people.println("defects:");
        Map<String, Object> codes = new LinkedHashMap<>();
        for (DefectKind kind : DefectKind.values()) {
            codes.put(kind.label(), kind.code());
            people.println(String.format(Locale.ROOT, "  %-18s %-16s %s", kind.label(), kind.code(), kind.english()));
        }
        people.println("ranges (published; allowed):");
        Map<String, Object> ranges = new LinkedHashMap<>();
        for (Quantity quantity : Quantity.values()) {
            List<Double> published =
                    List.of(quantity.published().min(), quantity.published().max());
            ranges.put(quantity.key(), published);
            people.println(String.format(
                    Locale.ROOT,
                    "  %-18s %s to %s %s; %s to %s",
                    quantity.key(),
                    published.get(0),
                    published.get(1),
                    quantity.unit(),
                    quantity.allowed().min(),
                    quantity.allowed().max()));
        }
        people.flush();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("welds", Choice.names(WeldKind.class));
        members.put("materials", Choice.names(Material.class));
        members.put("lights", Choice.names(LightKind.class));
        members.put("defects", codes);
        members.put("ranges", ranges);
        json.write(spec, members);
        return ExitCodes.DONE;
    }
}
