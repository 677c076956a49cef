package io.prodgate.check.survey.answers;

import io.prodgate.plan.Position;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one technician said about one ticket.
 *
 * @param who as far as the file tells
 * @param ticket its id; empty if the survey is about no ticket in particular
 * @param category of the ticket; empty if the file does not say
 * @param scores from 1 to 5, of those questions that were answered
 * @param comment to the open question; empty if nothing was written
 * @param quote whether people have chosen the comment to be quoted
 * @param at when it was given, if the file says so beyond doubt
 * @param place where it stands
 */
public record Answer(
        Person who,
        String ticket,
        String category,
        Map<Question, Integer> scores,
        String comment,
        boolean quote,
        Optional<Instant> at,
        Position place) {
    /** The best of the scale; the worst is 1. */
    public static final int BEST = 5;

    public Answer {
        Map<Question, Integer> ordered = new EnumMap<>(Question.class);
        ordered.putAll(scores);
        scores = Collections.unmodifiableMap(ordered);
    }

    /** True if nothing was answered: a row that somebody left blank. */
    public boolean isBlank() {
        return scores.isEmpty() && comment.isBlank();
    }

    Answer about(String spelled) {
        return new Answer(who, spelled, category, scores, comment, quote, at, place);
    }

    Answer by(Person other, String otherComment) {
        return new Answer(other, ticket, category, scores, otherComment, quote, at, place);
    }

    Answer quoted() {
        return new Answer(who, ticket, category, scores, comment, true, at, place);
    }
}
