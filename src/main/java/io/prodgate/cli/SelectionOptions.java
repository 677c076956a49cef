package io.prodgate.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The options that choose a part of a plan's checks. */
public final class SelectionOptions {
    @Option(
            names = "--only",
            paramLabel = "ID",
            split = ",",
            description = "Run only these checks and what they need; * and ? as in file names.")
    private List<String> only = List.of();

    @Option(
            names = "--tag",
            paramLabel = "TAG",
            split = ",",
            description = "Run only checks with one of these tags, and what they need.")
    private List<String> tags = List.of();

    @Option(
            names = "--skip-tag",
            paramLabel = "TAG",
            split = ",",
            description = "Leave out checks with one of these tags, unless another check needs them.")
    private List<String> skipTags = List.of();

    /** What the user chose. */
    public Selection selection() {
        return new Selection(only, tags, skipTags);
    }
}
