package io.prodgate.process;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which variables of our own environment a program gets.
 *
 * @param names those; {@code AWS_*} stands for all that begin so, {@code *} for all
 */
public record Inherited(List<String> names) {
    /** All: what existing scripts expect. */
    public static final Inherited ALL = new Inherited(List.of("*"));

    /** None. */
    public static final Inherited NONE = new Inherited(List.of());

    /** What a name may be in a plan. */
    public static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\*?|\\*");

    // Not CREDENTIALS, KEY or AUTH alone: they mostly name files and sockets.
    private static final Pattern SECRET =
            Pattern.compile("TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY|PRIVATE_KEY|PAT$");
    private static final Pattern PLACE = Pattern.compile("(FILE|PATH|DIR|URL|URI|NAME|ID)$");
    private static final int SHORTEST_SECRET = 8;

    public Inherited {
        names = List.copyOf(names);
    }

    /** Those of the variables. */
    public Map<String, String> of(Map<String, String> environment) {
        Map<String, String> inherited = new TreeMap<>(environment);
        inherited.keySet().removeIf(name -> names.stream().noneMatch(pattern -> fits(pattern, name)));
        return inherited;
    }

    private static boolean fits(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    /** The values of those variables whose names say that they are secret: a program may print them. */
    public static List<String> secrets(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(entry -> isSecret(entry.getKey().toUpperCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .toList();
    }

    private static boolean isSecret(String name) {
        return SECRET.matcher(name).find() && !PLACE.matcher(name).find();
    }
}
