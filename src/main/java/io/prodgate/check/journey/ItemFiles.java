package io.prodgate.check.journey;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Finds and reads the files that a journey sends. */
final class ItemFiles {
    private static final long LARGEST_FILE = 10L << 20;
    private static final long LARGEST_SUM = 32L << 20;
    private static final int DEEPEST = 20;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(500).build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path folder;
    private final PlanErrors errors;
    private final PlanNode place;
    private long sum;

    /**
     * Files of one check.
     *
     * @param folder where the plan is
     * @param place where the plan names them
     */
    ItemFiles(Path folder, PlanErrors errors, PlanNode place) {
        this.folder = folder.normalize();
        this.errors = errors;
        this.place = place;
    }

    /** The files that a pattern stands for, by name; hidden ones left out. */
    List<Path> find(String pattern) {
        try {
            int plain = plainLength(pattern);
            Path root = folder.resolve(pattern.substring(0, plain)).normalize();
            PathMatcher matcher =
                    FileSystems.getDefault().getPathMatcher("glob:" + escaped(root) + "/" + pattern.substring(plain));
            if (!Files.exists(root)) {
                none(pattern, "there is no '" + folder.relativize(root) + "' beside the plan");
                return List.of();
            }
            List<Path> found = matching(root, matcher);
            if (found.isEmpty()) {
                none(pattern, "paths are relative to the plan; ** goes into folders");
            }
            return found;
        } catch (PatternSyntaxException | InvalidPathException e) {
            errors.add(
                    place.at(),
                    place.path(),
                    "'" + pattern + "' is no pattern for files",
                    "write for example 'tickets/*.json'");
        } catch (IOException | UncheckedIOException e) {
            errors.add(place.at(), place.path(), "the files of '" + pattern + "' cannot be listed: " + e.getMessage());
        }
        return List.of();
    }

    private static List<Path> matching(Path root, PathMatcher matcher) throws IOException {
        try (Stream<Path> all = Files.walk(root, DEEPEST)) {
            return all.filter(matcher::matches)
                    .filter(file -> !hidden(root, file) && Files.isRegularFile(file))
                    .sorted()
                    .limit(ItemsReader.MOST + 1L)
                    .toList();
        }
    }

    private static boolean hidden(Path root, Path file) {
        for (Path part : root.relativize(file)) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private void none(String pattern, String hint) {
        errors.add(place.at(), place.path(), "no file matches '" + pattern + "': nothing would be proven", hint);
    }

    /** How much of a pattern names folders: up to the last slash before the first wildcard. */
    private static int plainLength(String pattern) {
        int wildcard = 0;
        while (wildcard < pattern.length() && "*?[{\\".indexOf(pattern.charAt(wildcard)) < 0) {
            wildcard++;
        }
        return pattern.lastIndexOf('/', wildcard) + 1;
    }

    private static String escaped(Path path) {
        return path.toString().replaceAll("([*?\\[\\]{}\\\\])", "\\\\$1");
    }

    /** Reads one; what is wrong with it is told with its place in the file. */
    Optional<Item.Document> read(Path file) {
        try {
            long size = Files.size(file);
            sum += size;
            if (size > LARGEST_FILE || sum > LARGEST_SUM) {
                mistake(file, 1, 1, "too large: at most 10 MiB a file, 32 MiB together");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return Optional.of(new Item.Document(file, text, tree(file, text)));
        } catch (CharacterCodingException e) {
            mistake(file, 1, 1, "not text in UTF-8");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            int column =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
            mistake(file, line, column, "not valid JSON: " + e.getOriginalMessage());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(1);
            mistake(file, line, column, "not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            mistake(file, 1, 1, "not valid YAML: " + e.getMessage());
        } catch (IOException e) {
            mistake(file, 1, 1, "cannot be read");
        }
        return Optional.empty();
    }

    private static Optional<JsonNode> tree(Path file, String text) throws JsonProcessingException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return Optional.of(JSON.readTree(text));
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            LoadSettings settings = LoadSettings.builder()
                    .setAllowRecursiveKeys(false)
                    .setMaxAliasesForCollections(50)
                    .build();
            return Optional.of(JSON.valueToTree(new Load(settings).loadFromString(text)));
        }
        return Optional.empty();
    }

    private void mistake(Path file, int line, int column, String what) {
        String shown = file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
        errors.add(new Position(shown, line, column), place.path(), what, "mend the file, or leave it out");
    }
}
