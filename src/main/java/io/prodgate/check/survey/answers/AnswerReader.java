package io.prodgate.check.survey.answers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads files with answers: CSV as Google Forms, Microsoft Forms and spreadsheets write it, and JSON as our own form saves it. All of a file is
 * understood, or none of it is taken.
 */
public final class AnswerReader {
    private final Wording wording;
    private final Tickets tickets;

    /**
     * A reader.
     *
     * @param wording of the survey
     * @param tickets that it is about; none if it may be about any
     */
    public AnswerReader(Wording wording, List<Ticket> tickets) {
        this.wording = wording;
        this.tickets = new Tickets(tickets);
    }

    /**
     * The answers of a file, in the order they stand there; rows that somebody left blank are none.
     *
     * @param shown the file's name, as people know it
     * @throws AnswersException if something in it is not understood
     */
    public List<Answer> read(Path file, String shown) throws AnswersException {
        return read(SurveyText.read(file, shown));
    }

    /** The same of what a file holds. */
    public List<Answer> read(String shown, byte[] bytes) throws AnswersException {
        return read(SurveyText.of(shown, bytes));
    }

    private List<Answer> read(SurveyText file) throws AnswersException {
        String start = file.text().stripLeading();
        boolean json = start.startsWith("{") || start.startsWith("[");
        List<Row> rows = json ? JsonRows.read(file) : CsvRows.read(file);
        Headings headings = new Headings(wording);
        List<Answer> answers = new ArrayList<>();
        List<Mistake> mistakes = new ArrayList<>();
        for (Row row : rows) {
            RowReader reader = new RowReader(row, headings, tickets, mistakes::add);
            answers.addAll(reader.answers());
            if (!mistakes.isEmpty() && reader.headingsMistaken()) {
                break;
            }
        }
        if (!mistakes.isEmpty()) {
            throw new AnswersException(mistakes);
        }
        return answers;
    }
}
