package io.huoyan.core.infer.djl;

import java.util.List;

/** Kernels in the layout that oneDNN likes best, made at the first pass and kept. */
final class PackedKernels {
    /** Attribute that holds them; the first pass must be alone. */
    static final String ATTRIBUTE = "packed";

    private PackedKernels() {}

    /** Lines after which {@code pk} is the list of them. */
    static String source(List<String> expressions) {
        return """
                    if torch.eq(torch.len(self.packed), 0):
                      self.packed = [%s]
                    else:
                      pass
                    pk = self.packed
                """
                .formatted(String.join(", ", expressions));
    }
}
