package io.prodgate.check.request;

import io.prodgate.plan.RegularExpression;

/**
 * A value taken from an answer, for later steps.
 *
 * @param name later steps write {@code ${capture.name}}
 * @param from where it is
 * @param written where it is, as the plan writes it
 * @param secret true if it must not be shown
 */
public record Capture(String name, Source from, String written, boolean secret) {
    /** A place in an answer. */
    sealed interface Source {}

    /** A part of the JSON body. */
    record Json(JsonQuery query) implements Source {}

    /** A header field. */
    record HeaderField(String name) implements Source {}

    /** The status. */
    record Status() implements Source {}

    /** What a group of a regular expression matches in the body. */
    record Body(RegularExpression expression) implements Source {}
}
