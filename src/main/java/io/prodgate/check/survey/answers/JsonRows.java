package io.prodgate.check.survey.answers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.prodgate.check.survey.answers.Row.Cell;
import io.prodgate.plan.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What our own form saves: an object, or a list of such, whose members are what a table has as columns. Those of an object with a list {@code
 * answers} hold for each of its answers: {@code {"technician": "Kim", "answers": [{"ticket": "T-1", "relevance": 5}]}}.
 */
final class JsonRows {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String ANSWERS = "answers";

    private final SurveyText file;
    private final JsonParser parser;
    private final List<Row> rows = new ArrayList<>();

    private JsonRows(SurveyText file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static List<Row> read(SurveyText file) throws AnswersException {
        try (JsonParser parser = JSON.createParser(file.text())) {
            JsonRows reading = new JsonRows(file, parser);
            reading.document();
            return reading.rows;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            throw new AnswersException(
                    location == null ? file.at(0) : file.at(location.getLineNr(), location.getColumnNr()),
                    "this is no JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "save the form's answers again; the file was cut off or changed");
        } catch (IOException e) {
            throw new AnswersException(file.at(0), "the file cannot be read: " + e.getMessage(), "save it again");
        }
    }

    private void document() throws IOException, AnswersException {
        if (parser.nextToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                respondent();
            }
        } else {
            respondent();
        }
        if (parser.nextToken() != null) {
            throw new AnswersException(
                    place(), "the JSON goes on behind its end", "name a file with one list or object");
        }
    }

    private void respondent() throws IOException, AnswersException {
        requireObject();
        Position at = place();
        List<Cell> own = new ArrayList<>();
        Optional<List<Row>> answers = Optional.empty();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Position nameAt = place();
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals(ANSWERS) && answers.isEmpty()) {
                answers = Optional.of(answers());
            } else {
                own.add(cell(name, nameAt));
            }
        }
        answers.orElseGet(() -> List.of(new Row(() -> at, List.of())))
                .forEach(row -> rows.add(new Row(
                        row.at(),
                        Stream.concat(own.stream(), row.cells().stream()).toList())));
        requireFew(rows);
    }

    private List<Row> answers() throws IOException, AnswersException {
        List<Row> answers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            requireObject();
            Position at = place();
            List<Cell> own = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                Position nameAt = place();
                parser.nextToken();
                own.add(cell(name, nameAt));
            }
            answers.add(new Row(() -> at, own));
            requireFew(answers);
        }
        return answers;
    }

    private Cell cell(String name, Position nameAt) throws IOException, AnswersException {
        if (!parser.currentToken().isScalarValue()) {
            throw new AnswersException(
                    place(), "'" + Shown.text(name) + "' is no single value", "name a file that the form has saved");
        }
        Position at = place();
        String value = parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
        return new Cell(name, () -> nameAt, value, () -> at);
    }

    private void requireObject() throws AnswersException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new AnswersException(
                    place(), "expected an object with answers", "name a file that the form has saved");
        }
    }

    private void requireFew(List<Row> read) throws AnswersException {
        if (read.size() > CsvRows.MOST_ROWS) {
            throw new AnswersException(
                    place(), "there are more than " + CsvRows.MOST_ROWS + " answers", "name fewer at a time");
        }
    }

    private Position place() {
        JsonLocation location = parser.currentTokenLocation();
        return file.at(location.getLineNr(), location.getColumnNr());
    }
}
