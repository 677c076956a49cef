package io.prodgate.check.survey.answers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a column says that is no question.
 *
 * <p>The names are those of Google Forms and Microsoft Forms in several languages, and our own.
 */
public enum Column {
    /** Who answered: a name, an id or a mail address. */
    TECHNICIAN("technician", "technician id", "employee id", "respondent", "username", "nutzername"),
    MAIL(
            "mail",
            "email",
            "e mail",
            "email address",
            "e mail address",
            "e mail adresse",
            "adresse e mail",
            "adresse de messagerie",
            "correo electrónico",
            "dirección de correo electrónico",
            "indirizzo email",
            "posta elettronica",
            "e mailadres"),
    NAME("name", "full name", "your name", "vollständiger name", "nom", "nombre", "nome", "naam"),
    TICKET("ticket", "ticket id", "ticket number", "ticket no", "which ticket is it about"),
    CATEGORY("category", "kategorie", "catégorie", "categoría", "categoria", "categorie"),
    TIME(
            "time",
            "timestamp",
            "at",
            "completion time",
            "zeitstempel",
            "fertigstellungszeit",
            "horodateur",
            "heure de fin",
            "marca temporal",
            "hora de finalización",
            "informazioni cronologiche",
            "ora di completamento",
            "tijdstempel",
            "tijd van voltooien"),
    /** A mark that people set at answers that are to be quoted. */
    QUOTE("quote", "quoted"),
    /** What form services add, and nobody needs. */
    IGNORED(
            "ignore",
            "id",
            "form",
            "survey",
            "language",
            "start time",
            "startzeit",
            "heure de début",
            "hora de inicio",
            "ora di inizio",
            "begintijd",
            "last modified time",
            "zeitpunkt der letzten änderung",
            "score",
            "total points",
            "quiz feedback",
            "grade posted time");

    private final String id;
    private final List<String> names;

    Column(String id, String... names) {
        this.id = id;
        this.names = Stream.concat(Stream.of(id), Arrays.stream(names)).toList();
    }

    /** The column of this id. */
    public static Optional<Column> of(String id) {
        return Arrays.stream(values()).filter(column -> column.id.equals(id)).findFirst();
    }

    /** As plans and our own files name it: {@code technician}. */
    public String id() {
        return id;
    }

    /** As words: what it is called elsewhere. */
    List<String> names() {
        return names;
    }
}
