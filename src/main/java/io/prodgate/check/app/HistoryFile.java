package io.prodgate.check.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Where the history of an entry is kept if the plan does not say. */
final class HistoryFile {
    private HistoryFile() {}

    /**
     * A file in the user's cache, of this plan and entry alone; empty if there is no such place.
     *
     * @see <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG Base Directory Specification</a>
     */
    static Optional<Path> inCache(Map<String, String> environment, Path plan, String entry) {
        return set(environment, "XDG_CACHE_HOME")
                .or(() -> set(environment, "HOME").map(home -> home + "/.cache"))
                .or(() -> set(environment, "LOCALAPPDATA"))
                .map(cache -> Path.of(cache, "prodgate", "flows-" + name(plan, entry) + ".json"));
    }

    private static Optional<String> set(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static String name(Path plan, String entry) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((plan.toAbsolutePath().normalize() + "\n" + entry).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
