package io.prodgate.check.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What earlier runs told: how long flows took, and hashes of the users they had. A small JSON file; without it nothing but time is
 * lost, so that one that cannot be read or written keeps no run from going on. Safe for use by several threads.
 */
final class History {
    private static final int MOST_DURATIONS = 10;
    private static final int MOST_FLOWS = 2_000;
    private static final int MOST_RUNS = 50;
    private static final long MOST_BYTES = 8 << 20;

    private final Optional<Path> file;
    private ObjectNode content = Json.mapper().createObjectNode();
    private boolean read;

    /**
     * A history; the file is read when something of it is needed.
     *
     * @param file where it is kept, if anywhere
     */
    History(Optional<Path> file) {
        this.file = file;
    }

    /**
     * How long each flow will take: the middle of what it took. One that is not known counts by how many commands it has, beside the
     * middle of the others; if none is known, each command takes a second.
     */
    synchronized Function<NamedFlow, Duration> expected(List<NamedFlow> flows) {
        load();
        Map<NamedFlow, Long> known = new LinkedHashMap<>();
        List<Long> perCommand = new ArrayList<>();
        for (NamedFlow flow : flows) {
            List<Long> took = new ArrayList<>();
            content.path("flows").path(flow.flow().path()).forEach(millis -> took.add(millis.asLong()));
            middle(took).ifPresent(millis -> {
                known.put(flow, millis);
                perCommand.add(millis / commands(flow));
            });
        }
        long each = middle(perCommand).orElse(1_000L);
        return flow -> Duration.ofMillis(Math.max(1, known.getOrDefault(flow, each * commands(flow))));
    }

    private static int commands(NamedFlow flow) {
        return Math.max(1, flow.flow().commands());
    }

    private static Optional<Long> middle(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }

    /** Notes how long a flow took that passed. */
    synchronized void took(String flow, Duration duration) {
        load();
        ObjectNode flows = content.withObject("/flows");
        ArrayNode times = flows.path(flow) instanceof ArrayNode known ? known : flows.putArray(flow);
        times.add(duration.toMillis());
        while (times.size() > MOST_DURATIONS) {
            times.remove(0);
        }
        dropFirst(flows, MOST_FLOWS);
        save();
    }

    /** A user's id as it may be kept. */
    synchronized String hash(String user) {
        load();
        if (!content.path("salt").isTextual()) {
            byte[] salt = new byte[16];
            new SecureRandom().nextBytes(salt);
            content.put("salt", HexFormat.of().formatHex(salt));
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] salt = content.path("salt").asText().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(salt, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** Notes the user that a flow of a run had. */
    synchronized void user(String run, String entry, String flow, String hash) {
        load();
        ObjectNode runs = content.withObject("/users");
        ObjectNode ofRun = runs.path(run) instanceof ObjectNode known ? known : runs.putObject(run);
        ObjectNode ofEntry = ofRun.path(entry) instanceof ObjectNode known ? known : ofRun.putObject(entry);
        ofEntry.put(flow, hash);
        dropFirst(runs, MOST_RUNS);
        save();
    }

    private static void dropFirst(ObjectNode object, int most) {
        Iterator<String> names = List.copyOf(iterable(object)).iterator();
        while (object.size() > most && names.hasNext()) {
            object.remove(names.next());
        }
    }

    private static List<String> iterable(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The users of a run, as hashes, by the id of the flow's check. */
    synchronized Map<String, String> users(String run, String entry) {
        load();
        Map<String, String> users = new LinkedHashMap<>();
        content.path("users")
                .path(run)
                .path(entry)
                .properties()
                .forEach(user -> users.put(user.getKey(), user.getValue().asText()));
        return users;
    }

    /** Whether a run other than this one had that user. */
    synchronized boolean known(String hash, String except) {
        load();
        for (Map.Entry<String, JsonNode> run : content.path("users").properties()) {
            if (!run.getKey().equals(except)) {
                for (JsonNode entry : run.getValue()) {
                    for (JsonNode user : entry) {
                        if (user.asText().equals(hash)) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private void load() {
        if (read) {
            return;
        }
        read = true;
        try {
            if (file.isPresent() && Files.isRegularFile(file.get()) && Files.size(file.get()) <= MOST_BYTES) {
                JsonNode found = Json.mapper().readTree(Files.readString(file.get()));
                content = found instanceof ObjectNode object
                                && object.path("version").asInt() == 1
                        ? object
                        : content;
            }
        } catch (IOException e) {
            content = Json.mapper().createObjectNode();
        }
        content.put("version", 1);
    }

    /** Whole or not at all: a reader never sees half of it. */
    private void save() {
        if (file.isEmpty()) {
            return;
        }
        Path target = file.get().toAbsolutePath();
        try {
            Files.createDirectories(target.resolveSibling(""));
            Path draft = target.resolveSibling(target.getFileName() + ".new");
            Files.writeString(draft, Json.mapper().writeValueAsString(content));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // What is not kept is only missing next time.
            read = true;
        }
    }
}
