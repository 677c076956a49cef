package io.prodgate.cli;

import io.prodgate.check.Kinds;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate init}: writes a first plan, and beside it the schema by which editors complete it. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes a first plan, with comments that say what to change, and its schema for editors.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate init",
            "  prodgate init production/gate.yaml",
        })
public final class InitCommand implements Callable<Integer> {
    private static final String FIRST_PLAN = "/init/prodgate.yaml";

    /** As the first line of the first plan names it. */
    private static final String SCHEMA = "prodgate.schema.json";

    private final Kinds kinds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = PlanOptions.DEFAULT_FILE,
            description = "Where to write it (default: " + PlanOptions.DEFAULT_FILE + ").")
    private Path path = Path.of(PlanOptions.DEFAULT_FILE);

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    /** The command, with the kinds of checks that have a part in the schema. */
    public InitCommand(Kinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        Path file = Files.isDirectory(path) ? path.resolve(PlanOptions.DEFAULT_FILE) : path;
        write(file);
        boolean withSchema = writeSchema(file.resolveSibling(SCHEMA));
        String plan = file.toString().equals(PlanOptions.DEFAULT_FILE) ? "" : " " + file;
        PrintWriter out = spec.commandLine().getOut();
        out.println("wrote " + file);
        out.println(
                withSchema
                        ? "wrote " + file.resolveSibling(SCHEMA) + ", by which editors complete and explain every key"
                        : "left " + file.resolveSibling(SCHEMA) + " as it was; prodgate schema --out writes it anew");
        out.println();
        out.println("Next:");
        out.println("  1. change what the comments in " + file + " point out, first of all production.url");
        out.println("  2. prodgate check" + plan + "   says what it would do, and does nothing");
        out.println("  3. prodgate doctor" + plan + "  tries the hosts, credentials and tools it needs");
        out.println("  4. prodgate run" + plan + "     runs it");
        return ExitCode.OK;
    }

    /** False if a file of this name is there: it may be somebody's own. */
    private boolean writeSchema(Path file) throws IOException {
        try {
            Files.writeString(file, SchemaCommand.ofPlans(kinds), options());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private OpenOption[] options() {
        return force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    }

    private void write(Path file) throws CommandException, IOException {
        try (InputStream plan = InitCommand.class.getResourceAsStream(FIRST_PLAN)) {
            if (plan == null) {
                throw new IllegalStateException("the first plan is missing in this build: " + FIRST_PLAN);
            }
            Files.write(file, plan.readAllBytes(), options());
        } catch (FileAlreadyExistsException e) {
            throw CommandException.usage(
                    file + " is there already and was left as it is. Name another file, or write over"
                            + " it with --force.");
        } catch (NoSuchFileException e) {
            throw CommandException.usage("there is no folder "
                    + file.toAbsolutePath().getParent() + ". Create it first, or name another file.");
        } catch (java.nio.file.AccessDeniedException e) {
            throw CommandException.usage("cannot write " + file + ": permission denied. Name another file.");
        }
    }
}
