package io.prodgate.cli;

import io.prodgate.baseline.Baseline;
import io.prodgate.check.CheckKind;
import io.prodgate.check.Kinds;
import io.prodgate.plan.PlanSchema;
import io.prodgate.report.json.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate schema}: prints the JSON Schema of plans, of {@code report.json} or of baselines. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Prints the JSON Schema (2020-12) of plans, for editors, or of report.json or baselines, for other"
                        + " tools.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate schema --out prodgate.schema.json",
            "",
            "Editors with the YAML language server complete a plan that begins with this line:",
            "  # yaml-language-server: $$schema=prodgate.schema.json",
        })
public final class SchemaCommand implements Callable<Integer> {
    private final Kinds kinds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHICH",
            defaultValue = "plan",
            description = "${COMPLETION-CANDIDATES} (default: plan).")
    private Which which = Which.PLAN;

    @Option(names = "--out", paramLabel = "FILE", description = "Write it into a file.")
    private Optional<Path> out = Optional.empty();

    /** What has a schema. */
    enum Which {
        PLAN,
        REPORT,
        BASELINE;

        /** The word on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The command, with the kinds of checks that have a part in the schema. */
    public SchemaCommand(Kinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        String schema = switch (which) {
            case PLAN -> ofPlans(kinds);
            case REPORT -> resource(JsonReport.SCHEMA);
            case BASELINE -> resource(Baseline.SCHEMA);
        };
        PrintWriter screen = spec.commandLine().getOut();
        if (out.isEmpty()) {
            screen.print(schema);
            screen.flush();
            return ExitCode.OK;
        }
        try {
            Files.writeString(out.get(), schema);
        } catch (IOException e) {
            throw CommandException.usage("cannot write " + out.get() + " ("
                    + e.getClass().getSimpleName() + "). Name a file in a folder that is there and can be written to.");
        }
        screen.println("wrote " + out.get());
        return ExitCode.OK;
    }

    /** The schema of plans with checks of these kinds. */
    static String ofPlans(Kinds kinds) {
        return new PlanSchema()
                .compose(kinds.all().stream().collect(Collectors.toMap(CheckKind::name, CheckKind::schema)));
    }

    private static String resource(String schema) throws IOException {
        try (InputStream in = SchemaCommand.class.getResourceAsStream(schema)) {
            if (in == null) {
                throw new IllegalStateException("the schema is missing in this build: " + schema);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
