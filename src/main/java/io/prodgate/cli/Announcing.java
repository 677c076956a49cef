package io.prodgate.cli;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.journal.Event.MessageNoted;
import io.prodgate.journal.Event.MessageState;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.ResumedJournal;
import io.prodgate.journal.RunResult;
import io.prodgate.notify.Audience;
import io.prodgate.notify.Line;
import io.prodgate.notify.Message;
import io.prodgate.notify.Messenger;
import io.prodgate.notify.Recipient;
import io.prodgate.plan.NotifyEntry;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanException;
import io.prodgate.plan.Rate;
import io.prodgate.system.Visit;
import io.prodgate.traffic.HttpTraffic;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Standing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells everybody whom the plan names of what they were not told yet. The journal is the outbox: what is to be told is noted before,
 * and what became of it after, so that a run which is killed in between tells it once more.
 */
final class Announcing {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final Surroundings surroundings;
    private final Plan plan;
    private final Redactor redactor;

    Announcing(Surroundings surroundings, Plan plan) {
        this.surroundings = surroundings;
        this.plan = plan;
        this.redactor = RunSecrets.redactor(plan);
    }

    /**
     * Tells what is due by the run's plan. Where that cannot be read nobody is told, and 'prodgate notify' can do it elsewhere.
     *
     * @param loader reads the plan
     * @param plan where it is now; where it was when the run began, if empty
     * @param folder the run's
     * @param named how the user names the run
     * @return who was not told and why, a line each
     */
    static List<String> byPlan(
            PlanLoader loader,
            Surroundings surroundings,
            Optional<Path> plan,
            VariableOptions variables,
            Path folder,
            String named)
            throws InterruptedException {
        Path file = plan.orElseGet(() -> Path.of(ReadRun.head(folder).plan()));
        try {
            LoadedPlan loaded = loader.load(PlanOptions.of(file, variables));
            return new Announcing(surroundings, loaded.plan()).announce(folder);
        } catch (PlanException | CommandException e) {
            return List.of("nobody, as the plan " + file + " cannot be read here ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                    + "); where it can: prodgate notify " + named);
        }
    }

    /**
     * Something to tell somebody.
     *
     * @param recipient empty if it cannot be told as the plan has it
     * @param why then
     */
    private record Due(String name, Message message, Optional<Recipient> recipient, String why) {}

    /**
     * Tells what is due.
     *
     * @return who was not told and why, a line each
     */
    List<String> announce(Path folder) throws InterruptedException {
        if (plan.recipients().isEmpty()) {
            return List.of();
        }
        try {
            Judged judged = ReadRun.judged(folder);
            if (judged.run().head().shard().isPresent()) {
                return List.of();
            }
            List<Due> due = due(judged);
            return due.isEmpty() ? List.of() : send(folder, judged.run().head().id(), due);
        } catch (JournalException e) {
            return List.of("nobody: " + e.getMessage());
        }
    }

    private List<Due> due(Judged judged) {
        Standing standing = Standing.of(judged, surroundings.time().now());
        Recipients recipients = new Recipients(
                RunSecrets.values(plan, judged.run().head().id()),
                () -> surroundings.time().now());
        List<Due> due = new ArrayList<>();
        for (NotifyEntry entry : plan.recipients()) {
            Audience audience = Audience.of(entry.audience()).orElse(Audience.OPERATIONS);
            for (Message message : messages(judged, standing, audience)) {
                if (!told(judged.run(), message.about(), entry.name())) {
                    due(entry, message, recipients).ifPresent(due::add);
                }
            }
        }
        return due;
    }

    private static Optional<Due> due(NotifyEntry entry, Message message, Recipients recipients) {
        try {
            Recipient recipient = recipients.of(entry);
            return recipient.wants(message)
                    ? Optional.of(new Due(entry.name(), message, Optional.of(recipient), ""))
                    : Optional.empty();
        } catch (Recipients.UnusableException e) {
            return Optional.of(new Due(entry.name(), message, Optional.empty(), String.valueOf(e.getMessage())));
        }
    }

    /** One for the end of the run as it is, and one for each decision about it. */
    private static List<Message> messages(Judged judged, Standing standing, Audience audience) {
        RunResult run = judged.run();
        List<Message> messages = new ArrayList<>();
        if (run.finished()) {
            messages.add(Message.ofRun("run " + run.sessions().size(), judged, standing, audience));
        }
        IntStream.range(0, run.decisions().size())
                .filter(number -> run.decisions().get(number).current())
                .mapToObj(number -> Message.ofDecision(
                        "decision " + (number + 1),
                        judged,
                        standing,
                        run.decisions().get(number).decision(),
                        audience))
                .forEach(messages::add);
        return messages;
    }

    private static boolean told(RunResult run, String about, String recipient) {
        return run.messages().stream()
                .map(RunResult.Told::message)
                .anyMatch(message -> message.about().equals(about)
                        && message.recipient().equals(recipient)
                        && message.state() == MessageState.SENT);
    }

    private List<String> send(Path folder, String runId, List<Due> all) throws InterruptedException {
        List<String> untold = new ArrayList<>();
        try (ResumedJournal earlier = ResumedJournal.take(folder);
                Journal journal = earlier.goOn(redactor, surroundings.time());
                HttpTraffic traffic = open(runId, all)) {
            Messenger messenger = new Messenger(new Line(url -> visit(url, traffic)), surroundings.time());
            for (Due due : all) {
                journal.append(note(due, MessageState.DUE, ""));
                Messenger.Result result = due.recipient().isPresent()
                        ? messenger.tell(due.recipient().get(), due.message())
                        : new Messenger.Result(false, due.why());
                String detail = redactor.redact(result.detail());
                journal.append(note(due, result.sent() ? MessageState.SENT : MessageState.FAILED, detail));
                if (!result.sent()) {
                    untold.add(due.name() + " (" + due.message().about() + "): " + detail);
                }
            }
        } catch (CommandException e) {
            untold.add("nobody: " + e.getMessage());
        }
        return untold;
    }

    private static MessageNoted note(Due due, MessageState state, String detail) {
        return new MessageNoted(due.message().about(), due.name(), state, detail);
    }

    private Visit visit(URI url, HttpTraffic traffic) {
        return new Visit(
                url.getHost(),
                url,
                List.of(),
                Credential.OURS,
                traffic,
                new EvidenceLog(redactor),
                surroundings.time().now().plus(PATIENCE),
                ANSWER);
    }

    /** A door of their own: recipients are no systems of production, and nothing of production goes to them. */
    private HttpTraffic open(String runId, List<Due> due) throws CommandException {
        Map<String, Plan.SystemEntry> systems = new LinkedHashMap<>();
        due.stream()
                .flatMap(one -> one.recipient().stream())
                .forEach(recipient -> systems.put(
                        recipient.name(),
                        new Plan.SystemEntry(recipient.url(), Optional.empty(), Optional.<Rate>empty(), Map.of())));
        return Workplace.traffic(surroundings, plan.around(systems), runId);
    }
}
