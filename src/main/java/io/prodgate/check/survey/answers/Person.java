package io.prodgate.check.survey.answers;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody who answered, as a file names them; what it does not tell is empty.
 *
 * @param id a number or a short name that nobody else has
 * @param mail an address
 * @param name as people call them
 */
public record Person(String id, String mail, String name) {
    /** A short name that has a digit in it, as numbers of employees have. */
    private static final Pattern ID = Pattern.compile("[^\\s\\p{N}]*\\p{N}\\S*");

    /** Who stands under a label instead of a name. */
    private static final Pattern LABEL = Pattern.compile("T[1-9][0-9]{0,5}");

    /**
     * Reads who it is; what services write for people whom they do not know says nothing.
     *
     * @param technician a name, an id or an address
     */
    static Person of(String technician, String mail, String name) {
        String who = known(technician);
        String address = known(mail);
        String called = known(name);
        if (who.contains("@") && address.isEmpty()) {
            return new Person("", who, called);
        }
        return called.isEmpty() && !ID.matcher(who).matches()
                ? new Person("", address, who)
                : new Person(who, address, called);
    }

    /** Somebody of whom only what they are called is known. */
    public static Person called(String label) {
        return new Person(label, "", "");
    }

    private static String known(String text) {
        String stripped = text.strip();
        return stripped.equalsIgnoreCase("anonymous") ? "" : stripped;
    }

    /** All that is known of the same one from two places. */
    Person and(Person other) {
        return new Person(
                id.isEmpty() ? other.id : id, mail.isEmpty() ? other.mail : mail, name.isEmpty() ? other.name : name);
    }

    /** True if the name was replaced by a label before. */
    boolean isLabel() {
        return mail.isEmpty() && name.isEmpty() && LABEL.matcher(id).matches();
    }

    /** True if the file says nothing. */
    boolean isUnknown() {
        return id.isEmpty() && mail.isEmpty() && name.isEmpty();
    }

    /** What tells them from all others, the strongest first. */
    List<String> marks() {
        return Stream.of(id, mail, name)
                .map(mark -> Wording.fold(mark).strip().replaceAll("\\s+", " "))
                .filter(mark -> !mark.isEmpty())
                .distinct()
                .toList();
    }

    /** As people call them. */
    String shown() {
        return Stream.of(name, id, mail)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
