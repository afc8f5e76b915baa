package io.huoyan.core.infer.djl;

import java.util.ArrayList;
import java.util.List;

/**
 * What every form takes and gives: from {@code batch × rows × columns × 3} unsigned bytes (blue, green, red) to
 * {@code batch × labels × rows × columns} probabilities, features as {@code batch × rows × columns × channels}, and, if
 * the network has them, the probability of a flaw, {@code batch × 1 × 1 × 1}, and the maps of things, the finest first,
 * as {@link io.huoyan.core.infer.ThingReader} reads them. All 32-bit floats.
 */
final class FormResults {
    static final String SIGNATURE = "  def forward(self: __torch__.Net,\n    x: Tensor) -> List[Tensor]:\n";

    /** PyTorch's number of 32-bit floats, {@code c10/core/ScalarType.h}. */
    private static final int FLOAT = 6;

    private FormResults() {}

    /** Lines from the network's values to the results. */
    static String source(NetworkDescription network, int kinds) {
        StringBuilder lines = new StringBuilder();
        lines.append("    f = v%d\n".formatted(network.features().get(0)));
        if (network.features().size() > 1) {
            lines.append("    f = torch.cat([f, torch.upsample_bilinear2d(v%d, None, False, [2., 2.])], 1)\n"
                    .formatted(network.features().get(1)));
        }
        lines.append("    f = torch.contiguous(torch.permute(torch.to(f, %d), [0, 2, 3, 1]))\n".formatted(FLOAT));
        lines.append("    m = torch.contiguous(torch.sigmoid(torch.to(v%d, %d)))\n".formatted(network.maps(), FLOAT));
        List<String> results = new ArrayList<>(List.of("m", "f"));
        network.flawed().ifPresent(value -> results.add("torch.sigmoid(torch.to(v%d, %d))".formatted(value, FLOAT)));
        network.things().forEach(value -> results.add(things(value, kinds, lines)));
        lines.append("    return [%s]\n".formatted(String.join(", ", results)));
        return lines.toString();
    }

    /** Scores of kinds and distances, both in one tensor; no distance is more than a thousand places. */
    private static String things(int value, int kinds, StringBuilder lines) {
        lines.append("    b%d = torch.to(v%d, %d)\n".formatted(value, value, FLOAT));
        lines.append("    s%d = torch.sigmoid(torch.slice(b%d, 1, 0, %d, 1))\n".formatted(value, value, kinds));
        lines.append("    d%d = torch.exp(torch.clamp(torch.slice(b%d, 1, %d, %d, 1), None, 7.))\n"
                .formatted(value, value, kinds, Long.MAX_VALUE));
        return "torch.contiguous(torch.cat([s%d, d%d], 1))".formatted(value, value);
    }
}
