package io.prodgate.check.survey.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.survey.answers.Technicians.Known;
import io.prodgate.plan.Position;
import java.io.IOException;
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

    /**
     * Adds answers to those that are there, and marks some to be quoted: all of it or nothing.
     *
     * @param fresh in the order of which the last counts
     * @param names what becomes of those of the technicians
     * @param quotes what people have chosen
     * @param key for a survey that has none yet
     * @return those that count now, and those that were left out
     * @throws AnswersException if something does not fit together
     * @throws IOException if the files cannot be written; then they are as they were
     */
    public Tally add(List<Answer> fresh, Names names, List<Chosen> quotes, KeyedHash key)
            throws AnswersException, IOException {
        List<Answer> before = read();
        Technicians technicians = switch (names) {
            case KEPT -> kept(key);
            case PSEUDONYMISED -> replaced(before, fresh, key);
        };
        List<Answer> all = new ArrayList<>(before);
        all.addAll(fresh);
        Counting counting = Counting.of(all, technicians);
        Tally tally = counting.tally();
        List<Mistake> missing = quotes.stream()
                .filter(one -> !tally.quote(one.technician(), one.ticket()))
                .map(one -> new Mistake(
                        start(answers),
                        "there is no text of " + one.technician() + " on '" + one.ticket() + "' to be quoted",
                        "look it up in the file of answers"))
                .toList();
        if (!missing.isEmpty()) {
            throw new AnswersException(missing);
        }
        write(AnswersFile.text(tally.counted(), counting.people()), names == Names.KEPT ? "" : tree(technicians));
        return tally;
    }

    private List<Answer> read() throws AnswersException {
        return Files.exists(answers)
                ? new AnswerReader(Wording.STANDARD, List.of()).read(answers, answers.toString())
                : List.of();
    }

    private Technicians kept(KeyedHash key) throws AnswersException {
        if (Files.exists(people())) {
            throw new AnswersException(
                    start(answers),
                    "in this file names were replaced, and they do not come back",
                    "begin a new file of answers, or leave out 'names: kept'");
        }
        return Technicians.none(key, Names.KEPT);
    }

    private Technicians replaced(List<Answer> before, List<Answer> fresh, KeyedHash key) throws AnswersException {
        for (Answer answer : fresh) {
            if (answer.who().isLabel()) {
                throw new AnswersException(
                        answer.place(),
                        "'" + answer.who().id() + "' stands for somebody whose name was replaced before",
                        "add the answers as people sent them");
            }
        }
        if (Files.exists(people())) {
            return known();
        }
        if (before.stream().anyMatch(answer -> answer.who().isLabel())) {
            throw new AnswersException(
                    start(people()),
                    "the file by which technicians are known again is gone: one who answers again would count twice",
                    "put it back, or begin a new file of answers with all that people sent");
        }
        return Technicians.none(key, Names.PSEUDONYMISED);
    }

    private static Position start(Path file) {
        return new Position(file.toString(), 1, 1);
    }

    /**
     * A text that people have chosen to be quoted.
     *
     * @param technician under which label
     * @param ticket about which ticket; empty if about none
     */
    public record Chosen(String technician, String ticket) {}

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
                    start(people()),
                    "the file by which technicians are known again is damaged",
                    "put back the one that was written, or begin a new file of answers with all that people sent");
        }
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private void write(String text, String known) throws IOException {
        Files.createDirectories(answers.toAbsolutePath().getParent());
        Path newAnswers = beside(answers, text);
        if (!known.isEmpty()) {
            // Those first: with them alone nothing is lost, while answers without them could count twice.
            move(secretBeside(people(), known), people());
        }
        move(newAnswers, answers);
    }

    /** Readable by everybody whom the system lets read a new file. */
    private static Path beside(Path target, String text) throws IOException {
        return Files.writeString(target.resolveSibling("." + target.getFileName() + ".new"), text);
    }

    /** Readable by nobody else. */
    private static Path secretBeside(Path target, String text) throws IOException {
        Path file = Files.createTempFile(target.toAbsolutePath().getParent(), "." + target.getFileName(), ".new");
        return Files.writeString(file, text);
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
