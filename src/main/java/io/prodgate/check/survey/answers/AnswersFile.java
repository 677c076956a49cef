package io.prodgate.check.survey.answers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A survey's own file of answers: CSV in UTF-8 that {@link AnswerReader} and every spreadsheet reads. */
public final class AnswersFile {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private AnswersFile() {}

    /**
     * The text of a file with these answers.
     *
     * @param people who stands under which label, if their names are kept
     */
    static String text(List<Answer> answers, Map<String, Person> people) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings(!people.isEmpty()));
        answers.forEach(answer ->
                rows.add(row(answer, Optional.ofNullable(people.get(answer.who().id())))));
        return text(rows);
    }

    /** A file to be filled in by hand: a row for each ticket, without a name. */
    public static String template(List<Ticket> tickets) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings(false));
        Stream<Ticket> about = tickets.isEmpty() ? Stream.of(new Ticket("", "", "")) : tickets.stream();
        about.forEach(ticket -> rows.add(List.of("", ticket.id(), ticket.category(), "", "", "", "", "", "", "")));
        return text(rows);
    }

    private static List<String> headings(boolean named) {
        List<String> headings = new ArrayList<>(List.of(Column.TECHNICIAN.id()));
        if (named) {
            headings.addAll(List.of(Column.NAME.id(), "email"));
        }
        headings.addAll(List.of(Column.TICKET.id(), Column.CATEGORY.id()));
        Stream.of(Question.values()).map(Question::id).forEach(headings::add);
        headings.addAll(List.of(Column.QUOTE.id(), Column.TIME.id()));
        return headings;
    }

    private static List<String> row(Answer answer, Optional<Person> named) {
        List<String> row = new ArrayList<>(List.of(answer.who().id()));
        named.ifPresent(who -> row.addAll(List.of(who.name(), who.mail())));
        row.addAll(List.of(answer.ticket(), answer.category()));
        Question.rated().stream()
                .map(question -> answer.scores().containsKey(question)
                        ? String.valueOf(answer.scores().get(question))
                        : "")
                .forEach(row::add);
        row.addAll(List.of(
                answer.comment(),
                answer.quote() ? "x" : "",
                answer.at().map(String::valueOf).orElse("")));
        return row;
    }

    private static String text(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            for (List<String> row : rows) {
                printer.printRecord(row.stream().map(Harmless::write).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
