package io.prodgate.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What people answered in a survey, counted. Who they are is not in it, but for the names that quotes stand under.
 *
 * @param source the files, as the plan has them
 * @param questions what was asked, in order; the open question is not among them
 * @param technicians how many different people answered
 * @param wanted how many of them the plan wants at least
 * @param tickets about how many tickets
 * @param answers how many answers count: one for each technician and ticket
 * @param duplicates how many were left out, since the same technician answered again about the same ticket
 * @param comments how many of the answers that count have a text to the open question
 * @param scores of each question: first of all answers, then of each category
 * @param themes what the open answers are about, by the plan's keywords; in the order of the plan
 * @param quotes those that people have chosen
 * @param pseudonymous whether the technicians' names were replaced
 * @param simulated whether the plan says that the technicians are made up
 * @param first when the first answer was given, as far as the files say
 * @param last when the last one was given
 */
public record SurveyReading(
        String source,
        List<Question> questions,
        int technicians,
        int wanted,
        int tickets,
        int answers,
        int duplicates,
        int comments,
        List<Score> scores,
        List<Theme> themes,
        List<Quote> quotes,
        boolean pseudonymous,
        boolean simulated,
        Optional<Instant> first,
        Optional<Instant> last)
        implements Evidence {
    /** The best value of the scale, which begins at 1. */
    public static final int BEST = 5;

    public SurveyReading {
        questions = List.copyOf(questions);
        scores = List.copyOf(scores);
        themes = List.copyOf(themes);
        quotes = List.copyOf(quotes);
    }

    /** How many technicians are missing to as many as are wanted. */
    public int missing() {
        return Math.max(0, wanted - technicians);
    }

    /**
     * A question that is answered with a number.
     *
     * @param id {@code relevance}
     * @param text as it was asked
     */
    public record Question(String id, String text) {}

    /**
     * The answers to a question.
     *
     * @param category of the tickets that they are about; empty for all of them
     * @param question its id
     * @param counts how many gave 1, 2, 3, 4 and 5
     * @param n how many there are
     * @param mean of all of them; 0 if there are none
     * @param median of all of them, halfway between the two in the middle of an even number; 0 if there are none
     */
    public record Score(String category, String question, List<Integer> counts, int n, double mean, double median) {
        public Score {
            counts = List.copyOf(counts);
        }

        /** Counts become a score. */
        public static Score of(String category, String question, List<Integer> counts) {
            int n = counts.stream().mapToInt(Integer::intValue).sum();
            int sum = IntStream.range(0, counts.size())
                    .map(at -> (at + 1) * counts.get(at))
                    .sum();
            return new Score(category, question, counts, n, n == 0 ? 0 : (double) sum / n, median(counts, n));
        }

        private static double median(List<Integer> counts, int n) {
            return n == 0 ? 0 : (at(counts, (n - 1) / 2) + at(counts, n / 2)) / 2.0;
        }

        /** The value at a place of all values in order. */
        private static int at(List<Integer> counts, int place) {
            int value = 1;
            int before = counts.getFirst();
            while (before <= place) {
                before += counts.get(value);
                value++;
            }
            return value;
        }
    }

    /**
     * A theme of the open answers.
     *
     * @param name as the plan has it
     * @param technicians how many speak of it
     * @param answers in how many answers
     */
    public record Theme(String name, int technicians, int answers) {}

    /**
     * What somebody wrote, chosen by people.
     *
     * @param technician under which name: {@code T2}
     * @param ticket about which ticket; empty if about none
     * @param text cut to an excerpt
     */
    public record Quote(String technician, String ticket, String text) {}
}
