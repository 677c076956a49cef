package io.prodgate.check.survey.answers;

/** What becomes of the names of those who answered. */
public enum Names {
    /** They are replaced by labels: {@code T1}. */
    PSEUDONYMISED,
    /** They stay as they are. */
    KEPT
}
