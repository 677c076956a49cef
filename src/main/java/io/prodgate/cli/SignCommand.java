package io.prodgate.cli;

import io.prodgate.evidence.Redactor;
import io.prodgate.journal.Event;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.Signature;
import io.prodgate.plan.Nearest;
import io.prodgate.report.Reports;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code prodgate sign}: takes down who stands for a run's verdict. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Takes down in a run's journal that a person signs its verdict in a role, or refuses to. It opens and"
                        + " closes no gate: that is what 'prodgate decide' does.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate sign latest --as \"Operations lead\"",
            "  prodgate sign build/gate --as \"Product manager\" --by kim --reject \\",
            "      --comment \"not before the survey\"",
            "",
            "Exit codes: 0 taken down, 2 it was not.",
        })
public final class SignCommand implements Callable<Integer> {
    private static final int LONGEST_COMMENT = 1000;
    private static final int LONGEST_NAME = 100;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NamedRun run = new NamedRun();

    @Option(
            names = "--as",
            paramLabel = "ROLE",
            required = true,
            description = "In which role; one of 'sign-off' in the plan, if that lists any.")
    private String role = "";

    @Option(names = "--by", paramLabel = "NAME", description = "Who signs (default: who the CI says it is).")
    private @Nullable String by;

    @Option(names = "--comment", paramLabel = "TEXT", description = "What the person has to say.")
    private @Nullable String comment;

    @Option(names = "--reject", description = "The person refuses to accept the run.")
    private boolean rejects;

    @Option(names = "--another-role", description = "The person knows to have signed in another role, too.")
    private boolean anotherRole;

    @Mixin
    private SigningOption signing = new SigningOption();

    /** The command, with where it runs. */
    public SignCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        PipelineFacts pipeline = new PipelineFacts(surroundings);
        String who = DecideCommand.line(
                Optional.ofNullable(by)
                        .or(pipeline::person)
                        .orElseThrow(() -> CommandException.usage("say with --by who signs: no CI says it here")),
                "--by",
                LONGEST_NAME);
        Optional<String> said = comment == null
                ? Optional.empty()
                : Optional.of(DecideCommand.line(comment, "--comment", LONGEST_COMMENT));
        Path folder = run.folder();
        Attesting attesting = new Attesting(signing.key());
        attesting.guard(folder);
        DecideCommand.refuseShard(folder, "signed");
        Signature signature;
        try (ResumedJournal earlier = ResumedJournal.take(folder)) {
            Judged judged = Judge.judge(earlier.result());
            signature = new Signature(
                    role(judged.run()),
                    who,
                    pipeline.account(),
                    judged.verdict().wireName(),
                    rejects,
                    said,
                    earlier.digest());
            refuseSecondRole(judged.run(), signature);
            try (Journal journal = earlier.goOn(new Redactor(List.of()), surroundings.time())) {
                journal.append(new Event.SignedOff(signature));
            }
        } catch (JournalException e) {
            throw CommandException.usage(e.getMessage() + "; nothing was signed");
        }
        Judged signed = ReadRun.judged(folder);
        draw(signed, folder, attesting);
        JobLog log = new JobLog(surroundings, spec.commandLine().getOut());
        log.println(DisplayText.line("%s %s the verdict %s as %s"
                .formatted(signature.by(), rejects ? "refuses" : "signs", signature.verdict(), signature.role())));
        if (signed.gate() == Gate.CLOSED) {
            log.println(
                    "The run did not open the gate, and a signature does not: that is what 'prodgate decide' is for.");
        }
        return ExitCode.OK;
    }

    private String role(RunResult result) throws CommandException {
        String wanted = DecideCommand.line(role, "--as", LONGEST_NAME);
        List<String> roles = result.head().accepted().roles();
        if (roles.isEmpty()) {
            return wanted;
        }
        return roles.stream()
                .filter(known -> known.equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> CommandException.usage("'" + DisplayText.line(wanted)
                        + "' is no role of this plan's sign-off (" + Nearest.hint(wanted, roles) + ")"));
    }

    /** Two signatures are two persons', unless it is said that they are not. */
    private void refuseSecondRole(RunResult result, Signature signature) throws CommandException {
        Optional<String> other = result.signatures().stream()
                .filter(RunResult.Signed::current)
                .map(RunResult.Signed::signature)
                .filter(one ->
                        !one.role().equals(signature.role()) && one.bySameAs(signature.by(), signature.account()))
                .map(Signature::role)
                .findFirst();
        if (other.isPresent() && !anotherRole) {
            throw CommandException.usage(
                    DisplayText.line(signature.by()) + " has signed as " + DisplayText.line(other.get())
                            + " already: another person has to sign as " + DisplayText.line(signature.role())
                            + ", or say --another-role");
        }
    }

    /** What is not drawn can be drawn later: the signature is in the journal. */
    private void draw(Judged judged, Path folder, Attesting attesting) throws CommandException {
        try {
            Reports.write(judged, folder);
            attesting.write(judged, folder);
        } catch (IOException e) {
            throw CommandException.usage("the signature is taken down, but " + e.getMessage()
                    + "; draw the reports again with: prodgate report " + run.name());
        }
    }
}
