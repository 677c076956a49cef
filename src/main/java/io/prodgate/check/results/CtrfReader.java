package io.prodgate.check.results;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Common Test Report Format, read test by test. The tests are counted; what the summary says beyond them is a doubt.
 *
 * @see <a href="https://github.com/ctrf-io/ctrf">the specification</a>
 */
final class CtrfReader {
    private final Path file;
    private final Tally tally;
    private final JsonMapper mapper = new JsonMapper();
    private final int countedBefore;
    private final int notPassedBefore;
    private JsonNode summary = MissingNode.getInstance();
    private boolean tests;

    CtrfReader(Path file, Tally tally) {
        this.file = file;
        this.tally = tally;
        countedBefore = tally.counted();
        notPassedBefore = tally.notPassed();
    }

    /**
     * Reads a file.
     *
     * @param written when it was written, in case it does not say when its tests ran
     */
    void read(InputStream in, Instant written) throws IOException, UnreadableException {
        try (JsonParser parser = mapper.getFactory().createParser(in)) {
            parser.nextToken();
            object(parser, (name, value) -> {
                if (name.equals("results") && value == JsonToken.START_OBJECT) {
                    results(parser);
                } else {
                    parser.skipChildren();
                }
            });
            if (parser.nextToken() != null) {
                throw new UnreadableException(place(parser.currentLocation()) + " goes on behind the end of its JSON");
            }
        } catch (JsonProcessingException e) {
            throw new UnreadableException(place(e.getLocation()) + " is not JSON, or was cut off");
        }
        if (!tests) {
            throw new UnreadableException(file + " is JSON, but no CTRF: it has no list results.tests");
        }
        tally.at(began().orElse(written));
        compare();
    }

    private String place(@Nullable JsonLocation location) {
        return location == null ? file.toString() : file + ":" + location.getLineNr() + ":" + location.getColumnNr();
    }

    /** What is done with a member of an object: the parser stands at its value, and has to be behind it afterwards. */
    @FunctionalInterface
    private interface Member {
        void take(String name, JsonToken value) throws IOException, UnreadableException;
    }

    private void object(JsonParser parser, Member member) throws IOException, UnreadableException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new UnreadableException(
                    place(parser.currentLocation()) + " is JSON, but no CTRF: an object is missing");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            member.take(name, parser.nextToken());
        }
    }

    private void results(JsonParser parser) throws IOException, UnreadableException {
        object(parser, (name, value) -> {
            switch (name) {
                case "summary" -> summary = tree(parser);
                case "environment" -> {
                    String commit = tree(parser).path("commit").asText("");
                    if (!commit.isBlank()) {
                        tally.revision(commit);
                    }
                }
                case "tests" -> {
                    tests = value == JsonToken.START_ARRAY;
                    while (tests && parser.nextToken() != JsonToken.END_ARRAY) {
                        test(tree(parser));
                    }
                }
                default -> parser.skipChildren();
            }
        });
    }

    private JsonNode tree(JsonParser parser) throws IOException {
        return mapper.readValue(parser, JsonNode.class);
    }

    private void test(JsonNode test) {
        String name = test.path("name").asText("without a name");
        String status = test.path("status").asText("without a status");
        switch (status) {
            case "passed" -> {
                tally.passed(1);
                tally.flaky(test.path("flaky").asBoolean(false) ? 1 : 0);
            }
            case "failed" -> {
                tally.failed(1);
                miss(test, name);
            }
            case "skipped", "pending" -> tally.skipped(1);
            default -> {
                tally.broken(1);
                miss(test, name);
            }
        }
    }

    private void miss(JsonNode test, String name) {
        String cause = test.path("extra").path("prodgate").path("cause").asText("");
        String type = cause.isEmpty() ? test.path("rawStatus").asText("") : cause;
        String message = test.path("message").asText("");
        tally.miss(
                name,
                Optional.of(type).filter(text -> !text.isEmpty()),
                message.isEmpty() ? test.path("trace").asText("") : message);
    }

    private Optional<Instant> began() {
        JsonNode start = summary.path("start");
        return start.canConvertToLong() && start.longValue() > 0
                ? Optional.of(Instant.ofEpochMilli(start.longValue()))
                : Optional.empty();
    }

    private void compare() {
        int counted = tally.counted() - countedBefore;
        int notPassed = tally.notPassed() - notPassedBefore;
        int said = summary.path("tests").asInt(0);
        int saidNotPassed =
                summary.path("failed").asInt(0) + summary.path("other").asInt(0);
        if (said > counted) {
            tally.doubt(file.getFileName() + " speaks of " + said + " tests and holds " + counted);
        }
        if (saidNotPassed > notPassed) {
            tally.doubt(file.getFileName() + " speaks of " + saidNotPassed + " tests that did not pass and holds "
                    + notPassed);
        }
    }
}
