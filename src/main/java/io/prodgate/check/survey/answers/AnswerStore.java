package io.prodgate.check.survey.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.survey.answers.Technicians.Known;
import io.prodgate.plan.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A survey's file of answers, and where names were replaced, a second one beside it by which the same people are known again. That one holds a
 * key and keyed hashes: whoever has it can try out names. It is not needed to judge the answers, and belongs in no repository.
 *
 * @param answers the file of answers
 */
public record AnswerStore(Path answers) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The file by which people are known again. */
    public Path people() {
        return answers.resolveSibling(answers.getFileName() + ".people.json");
    }

    /** The answers so far; none if there is no file yet. */
    public List<Answer> read() throws AnswersException {
        return Files.exists(answers)
                ? new AnswerReader(Wording.STANDARD, List.of()).read(answers, answers.toString())
                : List.of();
    }

    /**
     * Those who are known from before.
     *
     * @param fresh a key for a survey that has none yet
     * @throws AnswersException if names were replaced before, and the file by which they are known is gone or damaged
     */
    public Technicians technicians(List<Answer> before, KeyedHash fresh) throws AnswersException {
        if (Files.exists(people())) {
            return known();
        }
        if (!before.isEmpty()) {
            throw new AnswersException(
                    new Position(people().toString(), 1, 1),
                    "the file by which technicians are known again is gone: one who answers again would count twice",
                    "put it back, or begin a new file of answers with all that people sent");
        }
        return Technicians.none(fresh, Names.PSEUDONYMISED);
    }

    private Technicians known() throws AnswersException {
        try {
            SurveyText file = SurveyText.read(people(), people().toString());
            JsonNode tree = JSON.readTree(file.text());
            List<Known> known = new ArrayList<>();
            for (JsonNode one : tree.path("people")) {
                known.add(new Known(
                        one.path("label").asText(),
                        texts(one.path("marks")),
                        texts(one.path("names")),
                        texts(one.path("parts"))));
            }
            return Technicians.of(
                    new KeyedHash(Base64.getDecoder().decode(tree.path("key").asText())), known);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new AnswersException(
                    new Position(people().toString(), 1, 1),
                    "the file by which technicians are known again is damaged",
                    "put back the one that was written, or begin a new file of answers with all that people sent");
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /**
     * Writes the answers that count, and who is known: both or nothing.
     *
     * @throws IOException if that cannot be done; then the files are as they were
     */
    public void write(Tally tally, Technicians technicians) throws IOException {
        write(AnswersFile.text(tally.counted()), tree(technicians));
    }

    /** Writes answers with their names. */
    public void write(List<Answer> named) throws IOException {
        write(AnswersFile.text(named), "");
    }

    private void write(String text, String known) throws IOException {
        Files.createDirectories(answers.toAbsolutePath().getParent());
        Path newAnswers = beside(answers, text);
        if (!known.isEmpty()) {
            // Those first: with them alone nothing is lost, while answers without them could count twice.
            move(beside(people(), known), people());
        }
        move(newAnswers, answers);
    }

    private static Path beside(Path target, String text) throws IOException {
        Path file = Files.createTempFile(target.toAbsolutePath().getParent(), "." + target.getFileName(), ".new");
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String tree(Technicians technicians) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put(
                "about",
                "Key and hashes by which prodgate knows technicians again. Keep it out of repositories and reports;"
                        + " delete it when the survey is over.");
        tree.put("key", Base64.getEncoder().encodeToString(technicians.hash().key()));
        ArrayNode people = tree.putArray("people");
        for (Known one : technicians.known()) {
            ObjectNode person = people.addObject().put("label", one.label());
            one.marks().forEach(person.putArray("marks")::add);
            one.names().forEach(person.putArray("names")::add);
            one.parts().forEach(person.putArray("parts")::add);
        }
        return tree.toPrettyString() + "\n";
    }
}
