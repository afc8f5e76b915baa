package io.huoyan.core.infer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumericFormTest {
    @Test
    void everyProcessorRunsFp32() {
        assertThat(NumericForm.of("fp32", Set.of())).isEqualTo(NumericForm.FP32);
    }

    @Test
    void aProcessorThatHasTheWordsRunsTheForm() {
        assertThat(NumericForm.of("bf16", Set.of("sse", "avx512_bf16"))).isEqualTo(NumericForm.BF16);
        assertThat(NumericForm.of("int8", Set.of("avx_vnni"))).isEqualTo(NumericForm.INT8);
    }

    @Test
    void aFormThatTheProcessorCannotRunIsRefusedWithThoseThatItCan() {
        assertThatThrownBy(() -> NumericForm.of("bf16", Set.of("avx512_vnni")))
                .hasMessage("numeric form is 'bf16', which needs a processor with amx_bf16 or avx512_bf16; this machine"
                        + " can run fp32, int8");
        assertThatThrownBy(() -> NumericForm.of("int8", Set.of("avx2")))
                .hasMessage("numeric form is 'int8', which needs a processor with amx_int8 or avx512_vnni or avx_vnni;"
                        + " this machine can run fp32");
    }

    /** On a machine of unequal cores a thread may run on any. */
    @Test
    void onlyWhatEveryCoreHasCounts() {
        assertThat(Processor.flags(List.of("flags\t\t: fpu avx_vnni sse", "model name : x", "flags : fpu sse")))
                .containsExactlyInAnyOrder("fpu", "sse");
    }

    @Test
    void aListWithoutFlagsHasNone() {
        assertThat(Processor.flags(List.of("processor : 0", "Features : asimd")))
                .isEmpty();
    }
}
