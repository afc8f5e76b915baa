package io.huoyan.lab;

import io.huoyan.architecture.HouseRulesKit;
import java.util.List;

class LabArchitectureTest extends HouseRulesKit {
    LabArchitectureTest() {
        super(
                "inspection-lab",
                "io.huoyan.lab",
                List.of("synth", "gauge", "calibrate", "dataset", "train", "replay", "guarantee", "teach", "evaluate"));
    }
}
