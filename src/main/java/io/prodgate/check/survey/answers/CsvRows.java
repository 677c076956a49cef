package io.prodgate.check.survey.answers;

import io.prodgate.check.survey.answers.Row.Cell;
import io.prodgate.plan.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Comma-separated values (RFC 4180), also with semicolons, tabs or bars between them, as spreadsheets write them where the comma is taken.
 */
final class CsvRows {
    static final int MOST_ROWS = 10_000;
    static final int MOST_COLUMNS = 500;

    private static final String SEPARATORS = ",;\t|";

    private final SurveyText file;
    private final String text;
    private final int base;
    private final char separator;

    private CsvRows(SurveyText file) {
        this.file = file;
        // Excel's own way to say which separator it is.
        boolean told = file.text().matches("(?is)sep=[^\\r\\n](\\r|\\n).*");
        this.base = told ? 5 : 0;
        this.text = file.text().substring(base);
        this.separator = told ? file.text().charAt(4) : likeliest();
    }

    static List<Row> read(SurveyText file) throws AnswersException {
        return new CsvRows(file).rows();
    }

    /** The one that makes the most headings. */
    private char likeliest() {
        char best = SEPARATORS.charAt(0);
        int most = 0;
        for (char one : SEPARATORS.toCharArray()) {
            int columns = columns(one);
            if (columns > most) {
                most = columns;
                best = one;
            }
        }
        return best;
    }

    private int columns(char one) {
        int columns = 1;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted
                    && (c == '\n' || c == '\r')
                    && !text.substring(0, i).isBlank()) {
                break;
            } else if (!quoted && c == one) {
                columns++;
            }
        }
        return columns;
    }

    private List<Row> rows() throws AnswersException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .get();
        long line = 0;
        try (CSVParser parser = CSVParser.parse(text, format)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                throw new AnswersException(file.at(0), "the file is empty", "name the file with the answers");
            }
            CSVRecord headings = records.next();
            if (headings.size() > MOST_COLUMNS) {
                throw new AnswersException(
                        file.at(0), "there are more than " + MOST_COLUMNS + " columns", "leave out what nobody asked");
            }
            List<Row> rows = new ArrayList<>();
            line = parser.getCurrentLineNumber();
            while (records.hasNext()) {
                CSVRecord record = records.next();
                line = parser.getCurrentLineNumber();
                if (!isBlank(record)) {
                    rows.add(row(headings, record));
                }
                if (rows.size() > MOST_ROWS) {
                    throw new AnswersException(
                            place(record, 0),
                            "there are more than " + MOST_ROWS + " rows",
                            "name fewer answers at a time");
                }
            }
            // The headings are looked at even if nobody has answered yet.
            return rows.isEmpty() ? List.of(row(headings, at -> "", headings)) : rows;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new AnswersException(
                    file.at((int) line + 1 + (base > 0 ? 1 : 0), 1),
                    "from here on this is no CSV: a quotation mark stands where none may, or one is missing",
                    "save it as CSV again, or double each quotation mark within a text");
        }
    }

    private static boolean isBlank(CSVRecord record) {
        return record.stream().allMatch(String::isBlank);
    }

    private Row row(CSVRecord headings, CSVRecord record) throws AnswersException {
        if (record.size() != headings.size()) {
            throw new AnswersException(
                    place(record, 0),
                    "the row has " + record.size() + (record.size() == 1 ? " cell" : " cells") + ", and there are "
                            + headings.size() + " headings",
                    "see whether a separator is missing, or stands in a text without quotation marks");
        }
        return row(headings, record::get, record);
    }

    private Row row(CSVRecord headings, IntFunction<String> values, CSVRecord record) {
        List<Cell> cells = IntStream.range(0, headings.size())
                .mapToObj(at -> new Cell(
                        headings.get(at), () -> place(headings, at), values.apply(at), () -> place(record, at)))
                .toList();
        return new Row(() -> place(record, 0), cells);
    }

    /** Where a cell begins: found by going through the record, since the parser knows only where that begins. */
    private Position place(CSVRecord record, int cell) {
        int offset = (int) record.getCharacterPosition();
        while (offset < text.length() && (text.charAt(offset) == '\n' || text.charAt(offset) == '\r')) {
            offset++;
        }
        boolean quoted = false;
        for (int left = cell; left > 0 && offset < text.length(); offset++) {
            char c = text.charAt(offset);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                left--;
            }
        }
        return file.at(base + offset);
    }
}
