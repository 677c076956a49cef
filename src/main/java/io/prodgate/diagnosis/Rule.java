package io.prodgate.diagnosis;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One rule from evidence to cause.
 *
 * @param id {@code PG-210} for ours, anything else for the plan's own
 * @param when all of these must hold
 * @param unless none of these may hold
 * @param cause who is to blame
 * @param next what it means for the next attempt
 * @param explanation in words, with symptoms as {@code {name}}
 * @param todo what to do, with symptoms as {@code {name}}
 */
public record Rule(
        String id,
        List<Condition> when,
        List<Condition> unless,
        Cause cause,
        Next next,
        String explanation,
        String todo) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9.-]*)}");
    private static final int LONGEST_VALUE = 200;

    public Rule {
        when = List.copyOf(when);
        unless = List.copyOf(unless);
    }

    /** Whether the rule applies. */
    public boolean applies(Symptoms symptoms) {
        return when.stream().allMatch(condition -> condition.holds(symptoms))
                && unless.stream().noneMatch(condition -> condition.holds(symptoms));
    }

    /** The diagnosis this rule makes of these symptoms. */
    public Diagnosis diagnose(Symptoms symptoms) {
        return new Diagnosis(cause, id, fill(explanation, symptoms), fill(todo, symptoms), next);
    }

    private static String fill(String text, Symptoms symptoms) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(shown(symptoms.get(match.group(1)))));
    }

    private static String shown(List<String> values) {
        if (values.isEmpty()) {
            return "(unknown)";
        }
        String value = values.getFirst();
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
