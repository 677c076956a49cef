package io.prodgate.cli;

import io.prodgate.check.survey.Survey;
import io.prodgate.check.survey.answers.Names;
import io.prodgate.check.survey.answers.Ticket;
import io.prodgate.check.survey.answers.Wording;
import io.prodgate.check.survey.form.Asking;
import io.prodgate.evidence.ItemResult;
import io.prodgate.plan.PlanException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate survey new}: a form, a mail, a guide to interviews and a table for answers. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Writes what people are asked with: a form that works offline, a mail to send it with, a guide to"
                + " interviews, and a table to note answers in.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate survey new prodgate.yaml --out survey",
            "  prodgate survey new --ticket T-1042='VPN drops' --ticket T-1043 --out survey",
            "  prodgate survey new --run latest --mail-to quality@example.com --out survey",
            "",
            "Exit codes: 0 written, 2 usage or plan error, and nothing was written.",
        })
public final class SurveyNewCommand implements Callable<Integer> {
    private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+");
    private static final String NAME = "tickets";

    private final PlanLoader plans;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PLAN",
            description = "The plan with the survey (default: " + PlanOptions.DEFAULT_FILE
                    + ", unless --ticket or --run says what people are asked about).")
    @Nullable
    private Path plan;

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Option(names = "--check", paramLabel = "ID", description = "Which survey, if the plan has several.")
    @Nullable
    private String check;

    @Option(
            names = "--ticket",
            paramLabel = "ID[=TITLE]",
            description = "Ask about this ticket, instead of those in the plan. May be repeated.")
    private List<String> tickets = List.of();

    @Option(
            names = "--run",
            paramLabel = "RUN",
            description =
                    "Ask about the tickets that arrived in the journeys of this run: its folder, its id, or latest.")
    @Nullable
    private String run;

    @Option(names = "--mail-to", paramLabel = "ADDRESS", description = "Where answers go by mail.")
    private String mail = "";

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder to write to.")
    private Path out = Path.of("survey");

    @Option(names = "--force", description = "Write over files that are there.")
    private boolean force;

    /** The command, with what reads plans. */
    public SurveyNewCommand(PlanLoader plans) {
        this.plans = plans;
    }

    @Override
    public Integer call() throws CommandException, PlanException {
        if (!mail.isEmpty() && !MAIL.matcher(mail).matches()) {
            throw CommandException.usage("'" + mail + "' is no mail address. Name one like quality@example.com");
        }
        Optional<Survey> planned = planned();
        List<Ticket> named = named();
        List<Ticket> asked = named.isEmpty() ? planned.map(Survey::tickets).orElse(List.of()) : named;
        if (asked.isEmpty()) {
            throw CommandException.usage(
                    "it is not said about which tickets people are asked. List them in 'tickets' of the survey in the"
                            + " plan, or name them with --ticket or --run");
        }
        Asking asking = new Asking(
                planned.map(Survey::id).orElse(NAME),
                planned.map(Survey::wording).orElse(Wording.STANDARD),
                asked,
                planned.map(Survey::names).orElse(Names.PSEUDONYMISED),
                mail);
        write(asking.files());
        PrintWriter screen = spec.commandLine().getOut();
        asking.files().keySet().forEach(name -> screen.println("wrote " + out.resolve(name)));
        screen.println();
        screen.println("Next: send form.html with the text of email.md, or talk with people by interview.md;");
        screen.println(
                "then: prodgate survey add FILE…" + (planned.isPresent() ? " --plan " + planFile() : " --into FILE"));
        screen.flush();
        return ExitCode.OK;
    }

    private Optional<Survey> planned() throws CommandException, PlanException {
        if (plan == null && (!tickets.isEmpty() || run != null)) {
            return Optional.empty();
        }
        return Optional.of(
                PlannedSurvey.of(plans.load(PlanOptions.of(planFile(), variables)), Optional.ofNullable(check)));
    }

    private Path planFile() {
        return plan == null ? Path.of(PlanOptions.DEFAULT_FILE) : plan;
    }

    private List<Ticket> named() throws CommandException {
        Map<String, Ticket> named = new LinkedHashMap<>();
        for (String written : tickets) {
            String id = written.split("=", 2)[0].strip();
            if (id.isEmpty()) {
                throw CommandException.usage("--ticket '" + written + "' names no ticket. Write ID or ID=TITLE");
            }
            named.put(id, new Ticket(id, written.contains("=") ? written.split("=", 2)[1].strip() : "", ""));
        }
        if (run != null) {
            List<String> arrived = arrived(run);
            if (arrived.isEmpty()) {
                throw CommandException.usage("no ticket arrived in the journeys of the run '" + run
                        + "'. Name another run, or tickets with --ticket");
            }
            arrived.forEach(id -> named.putIfAbsent(id, new Ticket(id, "", "")));
        }
        return new ArrayList<>(named.values());
    }

    private List<String> arrived(String named) throws CommandException {
        return ReadRun.of(named, "asked about", spec).checks().stream()
                .filter(one -> !one.attempts().isEmpty())
                .flatMap(one -> one.attempts().getLast().evidence().stream())
                .filter(fact -> fact instanceof ItemResult item && item.end() == ItemResult.End.ARRIVED)
                .map(fact -> ((ItemResult) fact).item())
                .distinct()
                .toList();
    }

    private void write(Map<String, String> files) throws CommandException {
        for (String name : files.keySet()) {
            if (!force && Files.exists(out.resolve(name))) {
                throw CommandException.usage(
                        out.resolve(name) + " is there already, and nothing was written. Name another folder, or"
                                + " write over it with --force.");
            }
        }
        try {
            Files.createDirectories(out);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(out.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw CommandException.usage("cannot write to " + out + ": " + e.getMessage() + ". Name another folder.");
        }
    }
}
