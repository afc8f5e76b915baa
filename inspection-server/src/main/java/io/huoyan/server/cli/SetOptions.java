package io.huoyan.server.cli;

import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.SetStudy;
import io.huoyan.lab.dataset.WithoutCrowds;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names a labelled set, or a part of one. */
final class SetOptions {
    @Parameters(index = "0", paramLabel = "DIR", description = "The labelled set.")
    Path directory;

    @Option(names = "--part", paramLabel = "NAME", description = "Part of the set (default: val, test or all).")
    @Nullable
    String part;

    SetStudy study() {
        return SetStudy.of(open());
    }

    /** For a format that has no mark for crowds. */
    WithoutCrowds withoutCrowds() {
        return WithoutCrowds.of(open());
    }

    private LabelledSet open() {
        return LabelledSet.open(directory, Optional.ofNullable(part));
    }
}
