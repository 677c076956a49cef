package io.prodgate.cli;

import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.Merge;
import io.prodgate.verdict.FileDigest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate merge}: one verdict of all shards. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Puts the shards of a run together to one run with one verdict. A shard that is missing, there twice,"
                        + " cut, or of another run makes it inconclusive.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate merge shard-1 shard-2 shard-3 --out build/gate",
            "  prodgate merge shards/* --out build/gate",
            "",
            "Exit codes: as of prodgate run.",
        })
public final class MergeCommand implements Callable<Integer> {
    private final PlanLoader loader;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "The folder of a shard, or one with the folders of several.")
    private List<Path> folders = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The whole run's folder for journal and reports (default: prodgate-runs/RUN).")
    private @Nullable Path out;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Where the plan is, for who is told (default: where it was when the shards began).")
    private @Nullable Path plan;

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Mixin
    private SigningOption signing = new SigningOption();

    @Mixin
    private HistoryOption history = new HistoryOption();

    @Mixin
    private DocumentsOption documents = new DocumentsOption();

    @Option(names = "--strict", description = "Exit with 1 when approved only with conditions.")
    private boolean strict;

    /** The command, with what reads the run's plan. */
    public MergeCommand(PlanLoader loader, Surroundings surroundings) {
        this.loader = loader;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Attesting attesting = new Attesting(signing.key());
        Memory memory = history.memory();
        Papers papers = documents.papers(loader, Optional.ofNullable(plan), variables);
        List<Path> shards = shards();
        Merge merge = new Merge();
        for (Path shard : shards) {
            if (Files.exists(shard.resolve(Journal.FILE_NAME))) {
                attesting.guardSource(shard);
            }
        }
        // Only reading is done side by side: what belongs together is seen in the order of the names.
        shards.parallelStream().map(MergeCommand::read).toList().forEach(add -> add.accept(merge));
        if (merge.isEmpty()) {
            throw CommandException.usage(
                    "none of the folders is that of a shard: name those that 'prodgate run --shard I/N"
                            + " --out DIR' wrote; nothing was merged");
        }
        String runId = RunId.next(surroundings.time(), surroundings.random());
        Path folder = RunFolder.create(Optional.ofNullable(out), runId).path();
        try {
            merge.write(folder, runId);
            for (Path shard : shards) {
                FolderCopy.copy(shard.resolve("artifacts"), folder.resolve("artifacts"));
            }
        } catch (JournalException | IOException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was merged");
        }
        PrintWriter terminal = spec.commandLine().getOut();
        RunSession session = new RunSession(surroundings, terminal, CommandLineSetup.palette(spec));
        List<String> untold = Announcing.byPlan(
                loader, surroundings, Optional.ofNullable(plan), variables, folder, folder.toString());
        int exitCode = session.report(folder, strict, attesting, memory, papers);
        untold.forEach(session::tellUntold);
        return exitCode;
    }

    private static Consumer<Merge> read(Path shard) {
        try {
            Merge.Shard read = Merge.Shard.read(shard, FileDigest.sha256(shard.resolve(Journal.FILE_NAME)));
            return merge -> merge.add(read);
        } catch (IOException e) {
            return merge -> merge.unreadable(shard, "there is no " + Journal.FILE_NAME + " in it");
        } catch (JournalException e) {
            return merge -> merge.unreadable(shard, String.valueOf(e.getMessage()));
        }
    }

    /** A folder that is no run's may hold those of several: what a CI downloads all artefacts into. */
    private List<Path> shards() throws CommandException {
        List<Path> shards = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.exists(folder.resolve(Journal.FILE_NAME)) || !Files.isDirectory(folder)) {
                shards.add(folder);
                continue;
            }
            try (Stream<Path> below = Files.list(folder)) {
                List<Path> runs = below.filter(one -> Files.exists(one.resolve(Journal.FILE_NAME)))
                        .sorted()
                        .toList();
                shards.addAll(runs.isEmpty() ? List.of(folder) : runs);
            } catch (IOException e) {
                throw CommandException.usage("cannot look into " + folder + ": " + e.getMessage());
            }
        }
        return shards;
    }
}
