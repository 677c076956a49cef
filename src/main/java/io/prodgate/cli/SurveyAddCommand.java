package io.prodgate.cli;

import io.prodgate.check.survey.Survey;
import io.prodgate.check.survey.answers.Answer;
import io.prodgate.check.survey.answers.AnswerReader;
import io.prodgate.check.survey.answers.AnswerStore;
import io.prodgate.check.survey.answers.AnswerStore.Chosen;
import io.prodgate.check.survey.answers.AnswersException;
import io.prodgate.check.survey.answers.KeyedHash;
import io.prodgate.check.survey.answers.Mistake;
import io.prodgate.check.survey.answers.Names;
import io.prodgate.check.survey.answers.Tally;
import io.prodgate.check.survey.answers.Wording;
import io.prodgate.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prodgate survey add}: answers of people into the file that the survey's check reads. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Adds what people answered to the file of answers that the plan's survey reads: without their names,"
                        + " unless the plan keeps them. All of it is understood and added, or nothing.",
        footer = {
            "",
            "@|bold Example:|@",
            "  prodgate survey add answers/*.json export.csv --plan prodgate.yaml",
            "  prodgate survey add export.csv --into survey/answers.csv",
            "  prodgate survey add --plan prodgate.yaml --quote T2:T-1042",
            "",
            "Exit codes: 0 added, 2 usage or plan error or answers that are not understood,",
            "and nothing was changed.",
        })
public final class SurveyAddCommand implements Callable<Integer> {
    private final PlanLoader plans;
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description =
                    "What people answered: CSV (also of Google and Microsoft Forms), or JSON that the form has saved.")
    private List<Path> files = List.of();

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "The plan with the survey: its words, its tickets and its file.")
    @Nullable
    private Path plan;

    @Mixin
    private VariableOptions variables = new VariableOptions();

    @Option(names = "--check", paramLabel = "ID", description = "Which survey, if the plan has several.")
    @Nullable
    private String check;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            description =
                    "The file of answers, a CSV (default: the one that the plan's survey reads). It is created if it"
                            + " is not there.")
    @Nullable
    private Path into;

    @Option(
            names = "--quote",
            paramLabel = "WHO:TICKET",
            description = "Mark what somebody wrote about a ticket as chosen to be quoted, such as T2:T-1042. May be"
                    + " repeated.")
    private List<String> quotes = List.of();

    /** The command, with what reads plans. */
    public SurveyAddCommand(PlanLoader plans, Surroundings surroundings) {
        this.plans = plans;
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException, PlanException {
        if (files.isEmpty() && quotes.isEmpty()) {
            throw CommandException.usage("no file is named. Name what people answered, or what to --quote");
        }
        Optional<Survey> survey = planned();
        AnswerStore store = new AnswerStore(file(survey));
        try {
            List<Answer> fresh = read(survey);
            Tally tally = store.add(
                    fresh, survey.map(Survey::names).orElse(Names.PSEUDONYMISED), chosen(), new KeyedHash(key()));
            new TallyText(spec.commandLine().getOut()).print(fresh.size(), tally, store, survey);
            return ExitCode.OK;
        } catch (AnswersException e) {
            throw CommandException.usage(e.mistakes().stream()
                            .map(Mistake::toString)
                            .map(DisplayText::line)
                            .collect(Collectors.joining("\n"))
                    + "\nNothing was added.");
        } catch (IOException e) {
            throw CommandException.usage(
                    "cannot write " + store.answers() + ": " + e.getMessage() + ". Name another file with --into.");
        }
    }

    private Optional<Survey> planned() throws CommandException, PlanException {
        return plan == null
                ? Optional.empty()
                : Optional.of(
                        PlannedSurvey.of(plans.load(PlanOptions.of(plan, variables)), Optional.ofNullable(check)));
    }

    private Path file(Optional<Survey> survey) throws CommandException {
        if (into != null) {
            return Files.isDirectory(into) ? into.resolve("answers.csv") : into;
        }
        if (survey.isEmpty()) {
            throw CommandException.usage(
                    "it is not said where answers go. Name the plan with --plan, or a file with --into");
        }
        return survey.get()
                .file()
                .orElseThrow(() ->
                        CommandException.usage("the survey of the plan reads several files, or a pattern. Name the one"
                                + " that answers go to with --into"));
    }

    private List<Answer> read(Optional<Survey> survey) throws AnswersException {
        AnswerReader reader = new AnswerReader(
                survey.map(Survey::wording).orElse(Wording.STANDARD),
                survey.map(Survey::tickets).orElse(List.of()));
        List<Answer> answers = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (Path file : files) {
            try {
                answers.addAll(reader.read(file, file.toString()));
            } catch (AnswersException e) {
                mistakes.addAll(e.mistakes());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new AnswersException(mistakes);
        }
        return answers;
    }

    private List<Chosen> chosen() throws CommandException {
        List<Chosen> chosen = new ArrayList<>();
        for (String quote : quotes) {
            String[] parts = quote.split(":", 2);
            if (parts[0].isBlank()) {
                throw CommandException.usage(
                        "--quote '" + quote + "' names nobody. Write WHO:TICKET, such as T2:T-1042");
            }
            chosen.add(new Chosen(parts[0].strip(), parts.length > 1 ? parts[1].strip() : ""));
        }
        return chosen;
    }

    private byte[] key() {
        byte[] key = new byte[KeyedHash.KEY];
        surroundings.random().nextBytes(key);
        return key;
    }
}
