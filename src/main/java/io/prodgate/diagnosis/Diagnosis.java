package io.prodgate.diagnosis;

/**
 * Who is to blame for a missed attempt, and why we think so.
 *
 * @param cause who
 * @param rule the id of the rule that found it: {@code PG-210}
 * @param explanation what was seen and what it means, for people; placeholders filled in
 * @param todo what to do next
 * @param next what it means for the next attempt
 */
public record Diagnosis(Cause cause, String rule, String explanation, String todo, Next next) {}
