package io.prodgate.cli;

import io.prodgate.journal.GateTerms;
import io.prodgate.plan.TerraformOutputs.UnavailableException;
import io.prodgate.report.Figures;
import io.prodgate.system.Terraform;
import io.prodgate.system.TerraformState;
import io.prodgate.verdict.FileDigest;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Release;
import io.prodgate.verdict.SealKeys;
import io.prodgate.verdict.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate verify}: lets a release through that a run approved, and no other. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Lets a release through if a run approved it, or a person decided so, and that still counts. For the"
                        + " job that deploys the frontend.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate verify build/gate --revision \"$GITHUB_SHA\"",
            "  prodgate verify build/gate --revision 4f2a91c --apk app.apk --key gate.pub",
            "",
            "Exit codes: 0 it is let through; 1 it is not, with the reason: missing, cut,",
            "edited, ended, of another release, not approved; 2 usage error.",
        })
public final class VerifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Option(
            names = "--revision",
            paramLabel = "COMMIT",
            description = "The commit that is to be deployed (default: what the CI says).")
    private @Nullable String revision;

    @Option(names = "--apk", paramLabel = "FILE", description = "The Android package that is to be released.")
    private List<Path> apks = List.of();

    @Option(names = "--plan", paramLabel = "PLAN", description = "The plan that has to have been run.")
    private @Nullable Path plan;

    @Option(
            names = "--terraform",
            paramLabel = "DIR",
            description = "The folder of terraform whose state has to be the one of the run.")
    private @Nullable Path terraform;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The run has to be signed with the private part of this public key (PEM, Ed25519).")
    private @Nullable Path key;

    /** The command, on a machine. */
    public VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<PublicKey> signer = signer();
        Release wanted = wanted();
        Doorkeeper.Word word = new Doorkeeper(signer, surroundings.time().now()).ask(folder(), wanted);
        boolean anyRelease = wanted.revision().isEmpty()
                && word.judged()
                        .flatMap(judged -> judged.run().head().revision())
                        .isPresent();
        if (anyRelease) {
            throw CommandException.usage("the run is about the revision "
                    + word.judged().orElseThrow().run().head().revision().orElseThrow()
                    + ": say with --revision which one is to be deployed");
        }
        tell(word);
        return word.refusals().isEmpty() ? ExitCode.OK : ExitCode.CLOSED;
    }

    /** A run that is not there is no reason to let anything through, and no mistake of the command line. */
    private Path folder() {
        try {
            return run.folder();
        } catch (CommandException e) {
            return Path.of(run.name());
        }
    }

    private Release wanted() throws CommandException {
        Set<String> packages = new HashSet<>();
        for (Path apk : apks) {
            packages.add(digest(apk));
        }
        return new Release(
                Optional.ofNullable(revision).or(new PipelineFacts(surroundings)::revision),
                packages,
                plan == null ? Optional.empty() : Optional.of(digest(plan)),
                terraform == null ? Optional.empty() : Optional.of(state(terraform)));
    }

    private static String digest(Path file) throws CommandException {
        try {
            return FileDigest.sha256(file);
        } catch (IOException e) {
            throw CommandException.usage("the file " + file + " cannot be read: " + e.getMessage());
        }
    }

    private GateTerms.State state(Path folder) throws CommandException {
        try {
            TerraformState state = new Terraform(surroundings.environment()).state(folder);
            return new GateTerms.State(state.lineage(), state.serial());
        } catch (UnavailableException e) {
            throw CommandException.usage("terraform's state is not known: " + e.getMessage());
        }
    }

    private Optional<PublicKey> signer() throws CommandException {
        if (key == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SealKeys.publicKey(Files.readString(key)));
        } catch (IOException e) {
            throw CommandException.usage("the key " + key + " cannot be read: " + e.getMessage());
        } catch (SealKeys.KeyException e) {
            throw CommandException.usage("the key " + key + " is not usable: " + e.getMessage());
        }
    }

    private void tell(Doorkeeper.Word word) {
        JobLog out = new JobLog(surroundings, spec.commandLine().getOut());
        Palette palette = CommandLineSetup.palette(spec);
        if (word.refusals().isEmpty()) {
            Judged judged = word.judged().orElseThrow();
            Standing standing = word.standing().orElseThrow();
            out.println(palette.good("GATE OPEN") + " until "
                    + Figures.instant(standing.until().orElseThrow()) + ": " + DisplayText.line(standing.why()));
            out.println("  run " + DisplayText.line(judged.run().head().id())
                    + judged.run()
                            .head()
                            .revision()
                            .map(known -> ", revision " + DisplayText.line(known))
                            .orElse(", bound to no revision"));
        } else {
            out.println(palette.bad("GATE CLOSED"));
            word.refusals().forEach(why -> out.println("- " + DisplayText.line(why)));
        }
    }
}
