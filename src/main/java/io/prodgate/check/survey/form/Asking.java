package io.prodgate.check.survey.form;

import io.prodgate.check.survey.answers.AnswersFile;
import io.prodgate.check.survey.answers.Names;
import io.prodgate.check.survey.answers.Question;
import io.prodgate.check.survey.answers.Ticket;
import io.prodgate.check.survey.answers.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What people are asked, as it is put to them.
 *
 * @param survey its name
 * @param wording of the questions
 * @param tickets that they are asked about, at least one
 * @param names what becomes of those of people who answer
 * @param mail where answers go; empty if that is not known
 */
public record Asking(String survey, Wording wording, List<Ticket> tickets, Names names, String mail) {
    public Asking {
        tickets = List.copyOf(tickets);
        if (tickets.isEmpty()) {
            throw new IllegalArgumentException("nobody can be asked about nothing");
        }
    }

    /** The files by their names: a form to be filled in, a mail to send it with, a guide to interviews, and a table to note answers in. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("form.html", new FormPage(this).html());
        files.put("email.md", email());
        files.put("interview.md", new InterviewGuide(this).text());
        files.put("answers-template.csv", AnswersFile.template(tickets));
        return files;
    }

    /** A ticket with its title, if it has one. */
    static String told(Ticket ticket) {
        return ticket.title().isEmpty() ? ticket.id() : ticket.id() + ": " + ticket.title();
    }

    private String email() {
        return """
            Subject: Five minutes: how good were the enhancements of your tickets?

            Hello,

            you have worked on tickets that were enhanced automatically. Whether that is any good, only you can say:

            %s

            Please open the attached form.html in your browser (it works offline and sends nothing by itself), answer for each ticket
            that you worked on, save your answers as a file, and send it%s. It takes five minutes. What we ask, from
            1 (not at all) to 5 (very much):

            %s

            And in your own words: %s

            Your name is used so that nobody counts twice. %s If you would rather talk, answer
            this mail, and we will call you for a quarter of an hour.

            Thank you
            """.formatted(
                tickets.stream().map(ticket -> "- " + line(told(ticket))).collect(Collectors.joining("\n")),
                mail.isEmpty() ? " back" : " to " + line(mail),
                Question.rated().stream()
                        .map(question -> "- " + line(wording.asked(question)))
                        .collect(Collectors.joining("\n")),
                line(wording.asked(Question.OPEN)),
                promise());
    }

    /** What people are told of their names: what is done with them, and nothing else. */
    String promise() {
        return switch (names) {
            case PSEUDONYMISED -> "It is replaced before your answers are put together with those of others.";
            case KEPT -> "It stays with your answers.";
        };
    }

    /** A text of a plan or a run on one line. */
    static String line(String text) {
        return text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    }
}
