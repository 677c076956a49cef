package io.prodgate.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.Disturbances;
import io.prodgate.evidence.Disturbance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When runs disturbed production, kept from run to run: a file with a line of JSON for each beginning, written and forced to disk before
 * anything is disturbed, and one for each end. Of a disturbance without an end, as a killed run leaves it, the latest end that was
 * told when it began counts.
 *
 * <pre>
 * {"production":"https://api.example.com","run":"20260102-030405-9f3c","check":"worker-slow","what":"the worker is slowed down","from":"2026-01-02T03:04:06Z","to":"2026-01-02T03:09:06Z"}
 * {"production":"https://api.example.com","run":"20260102-030405-9f3c","check":"worker-slow","ended":"2026-01-02T03:06:10Z"}
 * </pre>
 */
public final class DisturbanceLog implements Disturbances {
    /** The file's name in the folder of what is kept from run to run. */
    public static final String FILE_NAME = "disturbances.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final URI production;

    /**
     * The log of a folder, which need not exist before there is something to note.
     *
     * @param production which of those that are in the log this is about
     */
    public DisturbanceLog(Path folder, URI production) {
        this.file = folder.resolve(FILE_NAME);
        this.production = production;
    }

    @Override
    public void begin(Disturbance disturbance) {
        ObjectNode line = line(disturbance.run(), disturbance.check());
        line.put("what", disturbance.what());
        line.put("from", disturbance.from().toString());
        line.put("to", disturbance.to().toString());
        append(line);
    }

    @Override
    public void end(String run, String check, Instant at) {
        ObjectNode line = line(run, check);
        append(line.put("ended", at.toString()));
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException if the file cannot be read, with what is wrong with which line
     */
    @Override
    public List<Disturbance> within(Instant first, Instant last) {
        return all().stream()
                .filter(disturbance -> disturbance.within(first, last))
                .sorted(Comparator.comparing(Disturbance::from))
                .toList();
    }

    private Collection<Disturbance> all() {
        Map<String, Disturbance> all = new LinkedHashMap<>();
        Map<String, String> last = new LinkedHashMap<>();
        List<String> lines = lines();
        for (int number = 1; number <= lines.size(); number++) {
            JsonNode line = parsed(lines.get(number - 1), number, lines.size());
            try {
                if (!line.isMissingNode() && text(line, "production").equals(production.toString())) {
                    take(line, number, all, last);
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                throw damaged(number, String.valueOf(e.getMessage()));
            }
        }
        return all.values();
    }

    private static void take(JsonNode line, int number, Map<String, Disturbance> all, Map<String, String> last) {
        String run = text(line, "run");
        String check = text(line, "check");
        String who = run + "/" + check;
        if (line.has("ended")) {
            Instant ended = Instant.parse(text(line, "ended"));
            String open = last.get(who);
            if (open != null) {
                all.computeIfPresent(
                        open, (key, begun) -> new Disturbance(begun.what(), run, check, begun.from(), ended));
            }
            return;
        }
        String key = who + "/" + number;
        last.put(who, key);
        all.put(
                key,
                new Disturbance(
                        text(line, "what"),
                        run,
                        check,
                        Instant.parse(text(line, "from")),
                        Instant.parse(text(line, "to"))));
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + file + " (" + e.getMessage()
                            + "), in which runs note when they disturb production",
                    e);
        }
    }

    /** A last line that was begun and not finished tells of nothing that happened: beginnings are on the disk before. */
    private JsonNode parsed(String text, int number, int lines) {
        if (text.isBlank()) {
            return JSON.missingNode();
        }
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            if (number == lines) {
                return JSON.missingNode();
            }
            throw damaged(number, e.getOriginalMessage());
        }
    }

    private static String text(JsonNode line, String key) {
        JsonNode value = line.path(key);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("'" + key + "' is missing");
        }
        return value.textValue();
    }

    private UncheckedIOException damaged(int number, String why) {
        return new UncheckedIOException(
                file + ":" + number + " is not a line of prodgate's (" + why
                        + "). Mend it, or remove the file if no drill or fault of ours disturbed production lately",
                new IOException(why));
    }

    private ObjectNode line(String run, String check) {
        return JSON.createObjectNode()
                .put("production", production.toString())
                .put("run", run)
                .put("check", check);
    }

    private synchronized void append(ObjectNode line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.lock();
                channel.truncate(wholeLines());
                channel.position(channel.size());
                ByteBuffer bytes =
                        ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot note in " + file + " that production is disturbed (" + e.getMessage() + ")", e);
        }
    }

    /** How many bytes of the file are whole lines: what a kill left of one is dropped. */
    private long wholeLines() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        return length;
    }
}
