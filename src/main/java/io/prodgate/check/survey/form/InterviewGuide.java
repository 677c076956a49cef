package io.prodgate.check.survey.form;

import io.prodgate.check.survey.answers.Question;
import io.prodgate.check.survey.answers.Ticket;
import java.util.stream.Collectors;

/** How to talk with a technician for 15 to 20 minutes. */
final class InterviewGuide {
    private final Asking asking;

    InterviewGuide(Asking asking) {
        this.asking = asking;
    }

    String text() {
        return """
            # Interview: %s

            15 to 20 minutes, one technician at a time. Read the questions as they stand, note numbers in `answers-template.csv` and texts in the
            technician's own words. Ask about at most three tickets that they worked on themselves.

            | minutes | part |
            |---|---|
            | 2 | Opening |
            | 2 | Their work |
            | 9 | The tickets, 3 minutes each |
            | 3 | In their own words |
            | 2 | Closing |

            ## Opening (2 minutes)

            - Who you are, and why you ask: what they say decides whether this goes on.
            - Their name is used so that nobody counts twice. %s
            - They may leave out any question.
            - May you note what they say in their own words?

            ## Their work (2 minutes)

            - How many tickets do they work on a day, of which kinds?
            - How did they notice that a ticket was enhanced?

            ## The tickets (9 minutes)

            %s

            For each of them, from 1 (not at all) to 5 (very much):

            %s

            After a 1, a 2 or a 3: *what was missing, or wrong?* After a 5: *what helped most?*

            ## In their own words (3 minutes)

            - %s
            - What would make them stop reading the enhancements?

            ## Closing (2 minutes)

            - Read the numbers back to them.
            - May a sentence of theirs be quoted? Mark it with an x in the column `quote`.
            - Thank them, and say when they hear what came of it.
            """.formatted(
                        Asking.line(asking.survey()),
                        asking.promise(),
                        asking.tickets().stream().map(InterviewGuide::ticket).collect(Collectors.joining("\n")),
                        Question.rated().stream()
                                .map(question -> "- %s (`%s`)"
                                        .formatted(Asking.line(asking.wording().asked(question)), question.id()))
                                .collect(Collectors.joining("\n")),
                        Asking.line(asking.wording().asked(Question.OPEN)));
    }

    private static String ticket(Ticket ticket) {
        return "- " + Asking.line(Asking.told(ticket))
                + (ticket.category().isEmpty() ? "" : " (" + Asking.line(ticket.category()) + ")");
    }
}
