package io.huoyan.core.infer.djl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** In which numbers a network is computed. Each gives its own results, so that a recipe pins one. */
enum NumericForm {
    /** 32-bit floats, the form of the master itself; every machine runs it. */
    FP32,
    /** bfloat16 between layers, 32-bit sums; elsewhere it would be emulated, many times slower. */
    BF16,
    /**
     * Bytes between layers, 32-bit integer sums. Processors without these words sum pairs in 16 bits, which overflow,
     * and would see something else.
     */
    INT8;

    /** Of these the processor must have one, as Linux names them in {@code /proc/cpuinfo}; empty: nothing is needed. */
    private List<String> needed() {
        return switch (this) {
            case FP32 -> List.of();
            case BF16 -> List.of("amx_bf16", "avx512_bf16");
            case INT8 -> List.of("amx_int8", "avx512_vnni", "avx_vnni");
        };
    }

    /** As recipes write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean runsOn(Set<String> processorFlags) {
        return needed().isEmpty() || needed().stream().anyMatch(processorFlags::contains);
    }

    /**
     * The form that a recipe names.
     *
     * @throws IllegalArgumentException if there is none of this name, or the processor cannot run it; says which it can
     */
    static NumericForm of(String word, Set<String> processorFlags) {
        String can = Arrays.stream(values())
                .filter(form -> form.runsOn(processorFlags))
                .map(NumericForm::word)
                .collect(Collectors.joining(", "));
        for (NumericForm form : values()) {
            if (form.word().equals(word)) {
                if (form.runsOn(processorFlags)) {
                    return form;
                }
                throw new IllegalArgumentException("numeric form is '" + word + "', which needs a processor with "
                        + String.join(" or ", form.needed()) + "; this machine can run " + can);
            }
        }
        throw new IllegalArgumentException("numeric form is '" + word + "'; this machine can run " + can);
    }
}
