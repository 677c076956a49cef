package io.prodgate.check.survey.answers;

import io.prodgate.check.survey.answers.Meaning.About;
import io.prodgate.check.survey.answers.Meaning.Asked;
import io.prodgate.check.survey.answers.Row.Cell;
import io.prodgate.plan.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads the answers of one row: one, or as many as there are tickets in its headings. */
final class RowReader {
    private static final Map<Column, Integer> LONGEST = new EnumMap<>(Map.of(
            Column.TECHNICIAN, 200,
            Column.MAIL, 200,
            Column.NAME, 200,
            Column.TICKET, 100,
            Column.CATEGORY, 60));

    private static final int LONGEST_COMMENT = 10_000;

    private final Row row;
    private final Headings headings;
    private final Tickets tickets;
    private final Consumer<Mistake> mistakes;
    private final Map<Column, Cell> about = new EnumMap<>(Column.class);
    private final Map<String, Map<Question, Cell>> asked = new LinkedHashMap<>();
    private boolean headingsMistaken;

    RowReader(Row row, Headings headings, Tickets tickets, Consumer<Mistake> mistakes) {
        this.row = row;
        this.headings = headings;
        this.tickets = tickets;
        this.mistakes = mistakes;
    }

    /** True if the headings are not understood: then the other rows would say the same. */
    boolean headingsMistaken() {
        return headingsMistaken;
    }

    List<Answer> answers() {
        row.cells().forEach(this::sort);
        if (!headingsMistaken && asked.values().stream().noneMatch(RowReader::rates)) {
            mistakenHeading(
                    row.at(),
                    "no column is one of the questions that are answered with 1 to 5",
                    "name the columns as the questions are, or say in 'questions' of the check how they are asked");
        }
        boolean blank = asked.values().stream()
                .flatMap(cells -> cells.values().stream())
                .allMatch(cell -> cell.value().isBlank());
        if (headingsMistaken || blank) {
            return List.of();
        }
        Person who = Person.of(value(Column.TECHNICIAN), value(Column.MAIL), value(Column.NAME));
        if (who.isUnknown()) {
            mistake(
                    row.at(),
                    "it is not said who answered",
                    "give a column 'technician', 'name' or 'email': nobody may count twice");
        }
        List<Answer> answers = new ArrayList<>();
        asked.forEach((ticket, cells) -> answer(who, ticket, cells).ifPresent(answers::add));
        return answers;
    }

    private static boolean rates(Map<Question, Cell> cells) {
        return cells.keySet().stream().anyMatch(question -> question != Question.OPEN);
    }

    private void sort(Cell cell) {
        if (cell.heading().isBlank() && cell.value().isBlank()) {
            return;
        }
        try {
            Meaning meaning = headings.of(cell.heading(), cell.headingAt());
            Cell twice = switch (meaning.what()) {
                case Asked(Question question) ->
                    asked.computeIfAbsent(meaning.ticket(), ticket -> new EnumMap<>(Question.class))
                            .putIfAbsent(question, cell);
                case About(Column column) -> column == Column.IGNORED ? null : about.putIfAbsent(column, cell);
            };
            if (twice != null) {
                mistakenHeading(
                        cell.headingAt(),
                        "the headings '" + Shown.text(twice.heading()) + "' and '" + Shown.text(cell.heading())
                                + "' say the same",
                        "list the one that does not count under 'columns: { ignore: […] }' of the check");
            }
        } catch (AnswersException e) {
            e.mistakes().forEach(mistakes);
            headingsMistaken = true;
        }
    }

    private Optional<Answer> answer(Person who, String inHeading, Map<Question, Cell> cells) {
        Map<Question, Integer> scores = new EnumMap<>(Question.class);
        cells.forEach((question, cell) -> {
            if (question != Question.OPEN && !cell.value().isBlank()) {
                score(cell).ifPresent(score -> scores.put(question, score));
            }
        });
        String comment =
                Optional.ofNullable(cells.get(Question.OPEN)).map(this::comment).orElse("");
        if (scores.isEmpty() && comment.isEmpty()) {
            return Optional.empty();
        }
        String written = inHeading.isEmpty() ? value(Column.TICKET) : inHeading;
        Optional<Ticket> ticket = tickets.find(written);
        boolean general = written.isBlank() && scores.isEmpty();
        if (ticket.isEmpty() && !general) {
            mistake(
                    at(Column.TICKET),
                    written.isBlank()
                            ? "it is not said which ticket the answer is about"
                            : "there is no ticket '" + Shown.text(written) + "' in this survey",
                    tickets.hint(written));
        }
        String category =
                ticket.map(Ticket::category).filter(text -> !text.isEmpty()).orElse(value(Column.CATEGORY));
        Optional<Instant> at = Times.read(value(Column.TIME));
        return Optional.of(new Answer(
                who,
                ticket.map(Ticket::id).orElse(""),
                category,
                scores,
                comment,
                quoted(),
                at,
                row.at().get()));
    }

    private OptionalInt score(Cell cell) {
        OptionalInt score = Scale.value(cell.value());
        if (score.isEmpty()) {
            mistake(
                    cell.at(),
                    "'" + Shown.text(cell.value()) + "' is no answer to '" + Shown.text(cell.heading()) + "'",
                    "write a whole number from 1 to 5, such as '4' or '4 - good', or nothing");
        }
        return score;
    }

    private String comment(Cell cell) {
        String text = Harmless.read(cell.value()).strip();
        if (text.length() > LONGEST_COMMENT) {
            mistake(
                    cell.at(),
                    "the text is longer than " + LONGEST_COMMENT + " characters",
                    "shorten it to what was said");
        }
        return text;
    }

    private boolean quoted() {
        Optional<Boolean> mark = Scale.mark(value(Column.QUOTE));
        if (mark.isEmpty()) {
            mistake(
                    at(Column.QUOTE),
                    "'" + Shown.text(value(Column.QUOTE)) + "' does not say whether to quote",
                    "write 'x' or 'yes', or nothing");
        }
        return mark.orElse(false);
    }

    private String value(Column column) {
        Cell cell = about.get(column);
        if (cell == null) {
            return "";
        }
        String value = Harmless.read(cell.value()).strip();
        int longest = LONGEST.getOrDefault(column, LONGEST_COMMENT);
        if (value.length() > longest) {
            mistake(
                    cell.at(),
                    "this is longer than " + longest + " characters",
                    "see whether it stands in the right column");
        }
        return value;
    }

    /** Where a column's value stands, or the row where there is none. */
    private Supplier<Position> at(Column column) {
        return Optional.ofNullable(about.get(column)).map(Cell::at).orElse(row.at());
    }

    private void mistakenHeading(Supplier<Position> at, String what, String todo) {
        mistake(at, what, todo);
        headingsMistaken = true;
    }

    private void mistake(Supplier<Position> at, String what, String todo) {
        mistakes.accept(new Mistake(at.get(), what, todo));
    }
}
