package io.prodgate.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules in the order they are tried: the first that applies decides. */
public final class Rules {
    private static final String BUILT_IN = "/diagnosis/rules.yaml";
    private static final String OWN_PREFIX = "PG-";
    private static final String LEAK = "PG-820";

    /** When not even the last rule applies: nothing is known, so nothing is passed and nobody is blamed. */
    private static final Diagnosis UNKNOWN = new Diagnosis(
            Cause.INFRASTRUCTURE,
            "PG-999",
            "no rule knows what was seen: production could not be judged",
            "look at the evidence of the attempt, and add a rule to the plan if it can happen again",
            Next.STOP);

    private final List<Rule> rules;

    private Rules(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The built-in rules. */
    public static Rules builtIn() {
        try (InputStream in = Rules.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException(BUILT_IN + " is missing from this build");
            }
            List<?> entries = (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return new Rules(
                    entries.stream().map(entry -> read((Map<?, ?>) entry)).toList());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + BUILT_IN, e);
        }
    }

    /** These rules with others before them; but what a leak between tenants means is decided before all others. */
    public Rules preceded(List<Rule> others) {
        List<Rule> all = new ArrayList<>(rules);
        long first = all.stream().takeWhile(rule -> rule.id().equals(LEAK)).count();
        all.addAll((int) first, others);
        return new Rules(all);
    }

    /** All rules in order. */
    public List<Rule> all() {
        return rules;
    }

    /** Who is to blame for the missed attempt of a situation. */
    public Diagnosis diagnose(Situation situation) {
        Symptoms symptoms = Symptoms.of(situation);
        return rules.stream()
                .filter(rule -> rule.applies(symptoms))
                .findFirst()
                .map(rule -> rule.diagnose(symptoms))
                .map(diagnosis ->
                        situation.repeatable() && !confirms(diagnosis, situation) ? diagnosis : atItsEnd(diagnosis))
                .orElse(UNKNOWN);
    }

    /**
     * What a rule wanted confirmed is confirmed when the same rule says so again: nothing is tried for ever. A flow that failed twice
     * by production's fault is confirmed whatever failed in it, and whatever befell the device in between.
     */
    private static boolean confirms(Diagnosis diagnosis, Situation situation) {
        if (diagnosis.next() != Next.CONFIRM || situation.earlier().isEmpty()) {
            return false;
        }
        boolean flow = FlowSymptoms.ran(situation.evidence()) && diagnosis.cause() == Cause.PRODUCTION;
        List<AttemptRecord> earlier =
                flow ? situation.earlier() : List.of(situation.earlier().getLast());
        return earlier.stream()
                .flatMap(attempt -> attempt.diagnosis().stream())
                .filter(before -> before.next() == Next.CONFIRM)
                .anyMatch(
                        before -> before.rule().equals(diagnosis.rule()) || flow && before.cause() == Cause.PRODUCTION);
    }

    /** What may not be done twice is not tried again, whatever a rule would like. */
    private static Diagnosis atItsEnd(Diagnosis diagnosis) {
        return new Diagnosis(diagnosis.cause(), diagnosis.rule(), diagnosis.explanation(), diagnosis.todo(), Next.STOP);
    }

    /**
     * A rule from its parts as text.
     *
     * @throws IllegalArgumentException in words for the rule's author
     */
    public static Rule rule(
            String id,
            Map<String, List<String>> when,
            Map<String, List<String>> unless,
            String cause,
            String next,
            String explanation,
            String todo) {
        if (when.isEmpty()) {
            throw new IllegalArgumentException("a rule needs at least one condition under 'when'");
        }
        Rule rule = new Rule(
                id,
                conditions(when),
                conditions(unless),
                word(Cause.values(), Cause::wireName, cause, "cause"),
                word(Next.values(), Next::wireName, next, "next"),
                explanation,
                todo);
        if (rule.cause() == Cause.PRODUCTION && rule.next() != Next.STOP && rule.next() != Next.CONFIRM) {
            throw new IllegalArgumentException("a rule that blames production says 'next: stop' or 'next: confirm'; '"
                    + next + "' would leave the check inconclusive");
        }
        rule.when().forEach(Condition::validate);
        rule.unless().forEach(Condition::validate);
        return rule;
    }

    /** True for ids that only built-in rules may have. */
    public static boolean reserved(String id) {
        return id.toUpperCase(Locale.ROOT).startsWith(OWN_PREFIX);
    }

    private static Rule read(Map<?, ?> entry) {
        return rule(
                text(entry.get("id")),
                lists((Map<?, ?>) entry.get("when")),
                lists((Map<?, ?>) entry.get("unless")),
                text(entry.get("cause")),
                text(entry.get("next")),
                text(entry.get("explanation")),
                text(entry.get("do")));
    }

    private static Map<String, List<String>> lists(@Nullable Map<?, ?> conditions) {
        Map<String, List<String>> lists = new java.util.LinkedHashMap<>();
        if (conditions != null) {
            conditions.forEach((name, value) -> lists.put(
                    text(name),
                    value instanceof List<?> many
                            ? many.stream().map(Rules::text).toList()
                            : List.of(text(value))));
        }
        return lists;
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value).strip();
    }

    private static List<Condition> conditions(Map<String, List<String>> parts) {
        return parts.entrySet().stream()
                .map(part -> new Condition(part.getKey(), part.getValue()))
                .toList();
    }

    private static <E> E word(E[] values, java.util.function.Function<E, String> name, String word, String key) {
        return Arrays.stream(values)
                .filter(value -> name.apply(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no " + key + "; one of "
                        + String.join(", ", Arrays.stream(values).map(name).toList())));
    }
}
