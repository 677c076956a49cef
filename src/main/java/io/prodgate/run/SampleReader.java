package io.prodgate.run;

import io.prodgate.check.request.References;
import io.prodgate.check.request.Step;
import io.prodgate.check.request.StepReader;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Trouble;
import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Template;
import io.prodgate.traffic.PlayedTraffic;
import io.prodgate.traffic.WrittenAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the samples of a rule, or of a file of samples. */
final class SampleReader {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final String CONTROL = "https://control.example.com";
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete", "head", "options");

    /** All keys of a sample but those of a request. */
    static final List<String> OWN_KEYS = List.of(
            "name",
            "answer",
            "trouble",
            "message",
            "evidence",
            "credential",
            "controls",
            "clock-off",
            "window",
            "once",
            "repeat",
            "cause",
            "rule",
            "outcome");

    private final Plan plan;
    private final PlanErrors errors;

    SampleReader(Plan plan, PlanErrors errors) {
        this.plan = plan;
        this.errors = errors;
    }

    /**
     * The samples of a list.
     *
     * @param rule the rule they belong to: it has to decide where a sample says nothing else
     */
    List<Sample> read(PlanNode node, Optional<String> rule) {
        if (!(node instanceof PlanNode.Sequence sequence)) {
            errors.add(node.at(), node.path(), "expected a list of samples", "begin each with '- answer: |'");
            return List.of();
        }
        List<Sample> samples = new ArrayList<>();
        for (PlanNode item : sequence.items()) {
            if (item instanceof PlanNode.Mapping mapping) {
                sample(mapping, rule).ifPresent(samples::add);
            } else {
                errors.add(item.at(), item.path(), "expected a sample", "write for example 'answer: |' in it");
            }
        }
        return samples;
    }

    private Optional<Sample> sample(PlanNode.Mapping written, Optional<String> rule) {
        int before = errors.all().size();
        Keys keys = NodeKeys.of(withRequest(written), errors, OWN_KEYS);
        String name = keys.text("name").orElse(written.path());
        Optional<PlayedTraffic.Part> reply = reply(keys);
        Optional<Step> step = reply.isPresent() ? step(keys) : Optional.empty();
        keys.has("credential");
        List<Evidence> evidence = evidence(keys);
        if (!keys.has("answer") && !keys.has("trouble") && !keys.has("evidence")) {
            keys.error("answer", "there is nothing to judge", "give an 'answer', a 'trouble' or 'evidence'");
        }
        boolean once = keys.flag("once", false);
        boolean settling =
                keys.oneOf("window", Map.of("settling", true, "settled", false)).orElse(false);
        List<Evidence> controls = controls(keys);
        boolean repeatable = keys.flag("repeat", step.map(s -> !s.writes()).orElse(true));
        Sample.Expected expected = expected(keys, rule);
        keys.done();
        return errors.all().size() > before
                ? Optional.empty()
                : Optional.of(new Sample(
                        written.at(),
                        written.path(),
                        name,
                        step,
                        reply,
                        evidence,
                        controls,
                        once,
                        settling,
                        repeatable,
                        expected));
    }

    /** What was asked for matters seldom: then it need not be written. */
    private static PlanNode.Mapping withRequest(PlanNode.Mapping written) {
        boolean named = written.entries().stream().anyMatch(entry -> METHODS.contains(entry.key()));
        boolean answered = written.entries().stream()
                .anyMatch(entry -> entry.key().equals("answer") || entry.key().equals("trouble"));
        if (named || !answered) {
            return written;
        }
        List<PlanNode.Entry> entries = new ArrayList<>(written.entries());
        PlanNode root = new PlanNode.Scalar(written.at(), written.path() + ".get", Template.literal("/"), true, false);
        entries.add(new PlanNode.Entry(written.at(), "get", root));
        return new PlanNode.Mapping(written.at(), written.path(), entries);
    }

    private Optional<PlayedTraffic.Part> reply(Keys keys) {
        Optional<String> answer = keys.text("answer");
        Optional<Trouble.Kind> trouble = keys.oneOf("trouble", words(Trouble.Kind.values(), Trouble.Kind::wireName));
        String message = keys.text("message")
                .orElseGet(() -> trouble.map(Trouble.Kind::wireName).orElse(""));
        if (answer.isPresent() && trouble.isPresent()) {
            keys.error("trouble", "a request has an answer or a trouble, not both", "make two samples of it");
        }
        if (answer.isPresent()) {
            try {
                return Optional.of(new PlayedTraffic.Part.Answers(WrittenAnswer.parse(answer.get())));
            } catch (IllegalArgumentException e) {
                keys.error("answer", String.valueOf(e.getMessage()), "paste the answer as 'curl -i' prints it");
            }
        }
        return trouble.map(kind -> new PlayedTraffic.Part.Fails(kind, message));
    }

    private Optional<Step> step(Keys keys) {
        for (String key : List.of("follow", "capture")) {
            if (keys.has(key)) {
                keys.error(key, "a sample is one answer, so '" + key + "' says nothing", "leave it out");
            }
        }
        Optional<Credential> credential = keys.oneOf("credential", words(Credential.values(), Credential::wireName));
        return new StepReader(plan, new References(errors))
                .read(keys, Optional.empty())
                .map(step -> new Step(
                        step.name(),
                        step.method(),
                        step.target(),
                        step.headers(),
                        step.content(),
                        step.timeout(),
                        0,
                        step.signature(),
                        step.claims(),
                        step.captures(),
                        credential.orElse(step.credential())));
    }

    private List<Evidence> evidence(Keys keys) {
        SampleEvidence reader = new SampleEvidence(errors);
        return switch (keys.node("evidence").orElse(null)) {
            case null -> List.of();
            case PlanNode.Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> reader.read(item).stream())
                        .toList();
            case PlanNode other -> {
                errors.add(other.at(), other.path(), "expected a list of evidence", "begin each with '- type: …'");
                yield List.of();
            }
        };
    }

    private static List<Evidence> controls(Keys keys) {
        Optional<Boolean> answer = keys.oneOf("controls", Map.of("answer", true, "silent", false));
        Duration off = keys.duration("clock-off").orElse(Duration.ZERO);
        Duration none = Duration.ofMillis(20);
        boolean answered = answer.orElse(true);
        List<Evidence> facts = new ArrayList<>();
        facts.add(new ControlProbe(CONTROL, answered, answered ? "status 200" : "connect-timeout", NOON, none));
        if (answered) {
            facts.add(new ClockReading(CONTROL, off, Duration.ofSeconds(1)));
        }
        return facts;
    }

    private static Sample.Expected expected(Keys keys, Optional<String> rule) {
        Sample.Expected expected = new Sample.Expected(
                keys.oneOf("cause", words(Cause.values(), Cause::wireName)),
                keys.text("rule"),
                keys.oneOf("outcome", words(Outcome.values(), Outcome::wireName)));
        if (!expected.empty()) {
            return expected;
        }
        if (rule.isEmpty()) {
            keys.error("cause", "nothing says how this sample has to end", "add 'cause', 'rule' or 'outcome'");
        }
        return new Sample.Expected(Optional.empty(), rule, Optional.empty());
    }

    private static <E extends Enum<E>> Map<String, E> words(E[] values, Function<E, String> name) {
        Map<String, E> words = new HashMap<>();
        Arrays.stream(values).forEach(value -> words.put(name.apply(value), value));
        return words;
    }
}
