package io.prodgate.cli;

import io.prodgate.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name where the documents of a run go, and for whom they are. */
public final class DocumentsOption {
    @Option(
            names = "--documents",
            paramLabel = "DIR",
            description =
                    "Also write the documents people sign below DIR: test plan, baseline metrics, survey results and"
                            + " validation report, as Markdown and HTML.")
    private @Nullable Path folder;

    @Option(
            names = "--edition",
            paramLabel = "EDITION",
            defaultValue = "internal",
            description =
                    "For whom: ${COMPLETION-CANDIDATES} (default: internal). The client's is the validation report"
                            + " alone, in a file of its own (…-for-client), without anything of how production is"
                            + " built.")
    private Edition edition = Edition.INTERNAL;

    /** For whom. */
    Edition edition() {
        return edition;
    }

    /** Whether somebody wants documents. */
    boolean wanted() {
        return folder != null;
    }

    /**
     * The documents of a run whose plan is at hand.
     *
     * @throws CommandException if they cannot go there
     */
    Papers papers(LoadedPlan loaded) throws CommandException {
        return papers(head -> loaded);
    }

    /**
     * The documents of a run whose plan is where the run says, or where the user does.
     *
     * @throws CommandException if they cannot go there
     */
    Papers papers(PlanLoader loader, Optional<Path> plan, VariableOptions variables) throws CommandException {
        return papers(head -> {
            Path file = plan.orElseGet(() -> Path.of(head.plan()));
            try {
                LoadedPlan loaded = loader.load(PlanOptions.of(file, variables));
                if (!loaded.plan().sha256().equals(head.planSha256())) {
                    throw new IOException("the plan " + file + " is not the one of the run " + head.id()
                            + " any more: name one that is with --plan");
                }
                return loaded;
            } catch (PlanException | CommandException e) {
                throw new IOException(
                        "the plan " + file + " cannot be read here, and the test plan is written from it ("
                                + String.valueOf(e.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")
                                + "): name where it is with --plan",
                        e);
            }
        });
    }

    private Papers papers(Papers.Planned planned) throws CommandException {
        if (folder == null && edition == Edition.CLIENT) {
            throw CommandException.usage("--edition says for whom documents are: say with --documents where they go");
        }
        if (folder != null && Files.exists(folder) && !Files.isDirectory(folder)) {
            throw CommandException.usage("--documents names a folder, and " + folder + " is a file");
        }
        return new Papers(Optional.ofNullable(folder), edition, planned);
    }
}
