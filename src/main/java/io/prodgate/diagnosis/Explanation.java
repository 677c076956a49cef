package io.prodgate.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Why a missed attempt got its diagnosis, and what would have led to another.
 *
 * @param diagnosis what today's rules say
 * @param because each condition of the deciding rule with the values that satisfied it; empty if no rule knows what was seen
 * @param before rules with another cause that are tried earlier and nearly applied, with what kept them from it
 * @param witnesses what those said who were asked because production did not answer, by symptom
 * @param otherwise what would have changed the cause, one fact at a time
 */
public record Explanation(
        Diagnosis diagnosis,
        List<Held> because,
        List<Passed> before,
        Map<String, String> witnesses,
        List<Otherwise> otherwise) {
    /** So many rules that nearly applied are shown. */
    private static final int NEAREST = 5;

    private static final List<String> WITNESSES =
            List.of("controls", "clock", "clock-skew", "vantage", "vantage-said", "name", "name-said", "intercepted");

    public Explanation {
        because = List.copyOf(because);
        before = List.copyOf(before);
        otherwise = List.copyOf(otherwise);
    }

    /**
     * A condition that holds.
     *
     * @param condition as the rule has it
     * @param values those that satisfied it
     */
    public record Held(Condition condition, List<String> values) {
        public Held {
            values = List.copyOf(values);
        }
    }

    /**
     * A rule that did not apply.
     *
     * @param rule which
     * @param reasons what kept it from applying, in words
     */
    public record Passed(Rule rule, List<String> reasons) {
        public Passed {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * What would have been.
     *
     * @param provided what else had been seen, in words that follow "if"
     * @param diagnosis what would have come of it
     */
    public record Otherwise(String provided, Diagnosis diagnosis) {}

    /** Explains the diagnosis of a situation. */
    public static Explanation of(Rules rules, Situation situation) {
        Symptoms symptoms = Symptoms.of(situation);
        Diagnosis diagnosis = rules.diagnose(situation);
        Optional<Rule> deciding =
                rules.all().stream().filter(rule -> rule.applies(symptoms)).findFirst();
        List<Held> because = deciding.map(rule -> rule.when().stream()
                        .map(condition -> new Held(condition, condition.fitting(symptoms)))
                        .toList())
                .orElse(List.of());
        return new Explanation(
                diagnosis,
                because,
                before(rules, deciding, symptoms),
                witnesses(symptoms),
                otherwise(rules, situation, diagnosis));
    }

    private static List<Passed> before(Rules rules, Optional<Rule> deciding, Symptoms symptoms) {
        Optional<Cause> cause = deciding.map(Rule::cause);
        return rules.all().stream()
                .takeWhile(rule -> !Optional.of(rule).equals(deciding))
                .filter(rule -> !Optional.of(rule.cause()).equals(cause))
                .filter(rule -> rule.when().stream().anyMatch(condition -> condition.holds(symptoms)))
                .map(rule -> new Passed(rule, reasons(rule, symptoms)))
                .filter(passed -> passed.reasons().size() == 1)
                // The later ones are nearer to the rule that decided.
                .sorted(Comparator.comparing((Passed passed) -> passed.rule().id())
                        .reversed())
                .limit(NEAREST)
                .sorted(Comparator.comparing(passed -> passed.rule().id()))
                .toList();
    }

    private static List<String> reasons(Rule rule, Symptoms symptoms) {
        return Stream.concat(
                        rule.when().stream()
                                .filter(condition -> !condition.holds(symptoms))
                                .map(condition -> said(condition.symptom(), symptoms) + ", not " + asked(condition)),
                        rule.unless().stream()
                                .filter(condition -> condition.holds(symptoms))
                                .map(condition -> said(condition.symptom(), symptoms)))
                .toList();
    }

    private static String said(String symptom, Symptoms symptoms) {
        List<String> values = symptoms.get(symptom);
        return values.isEmpty() ? "there is no " + symptom : symptom + " is " + String.join(", ", values);
    }

    private static String asked(Condition condition) {
        return String.join(" or ", condition.alternatives());
    }

    private static Map<String, String> witnesses(Symptoms symptoms) {
        Map<String, String> said = new TreeMap<>(Comparator.comparingInt(WITNESSES::indexOf));
        WITNESSES.forEach(name -> symptoms.get(name).stream().findFirst().ifPresent(value -> said.put(name, value)));
        return said;
    }

    private static List<Otherwise> otherwise(Rules rules, Situation situation, Diagnosis diagnosis) {
        List<Otherwise> otherwise = new ArrayList<>();
        for (Variations.Variation variation : Variations.of(situation)) {
            Diagnosis other = rules.diagnose(variation.situation());
            if (other.cause() != diagnosis.cause()) {
                otherwise.add(new Otherwise(variation.provided(), other));
            }
        }
        return otherwise;
    }
}
