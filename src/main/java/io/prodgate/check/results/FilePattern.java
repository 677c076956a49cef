package io.prodgate.check.results;

import io.prodgate.plan.Keys;
import io.prodgate.plan.PlanNode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * Files by name: a path, or one with {@code *}, {@code ?}, {@code {a,b}} and {@code **} for any folders.
 *
 * @param written as the plan has it
 * @param root the folder below which to look
 * @param matchers of paths relative to the root; none for a plain path, which is the root itself
 */
public record FilePattern(String written, Path root, List<PathMatcher> matchers) {
    /** So many files at most; more are hardly meant. */
    static final int MOST_FILES = 10_000;

    private static final int DEEPEST = 30;
    private static final int MOST_LOOKED_AT = 500_000;

    public FilePattern {
        matchers = List.copyOf(matchers);
    }

    /**
     * Binds the patterns under a key; notes what is wrong with them.
     *
     * @param plan the plan's file: relative paths are relative to its folder
     */
    public static List<FilePattern> read(Keys keys, String key, Path plan) {
        List<FilePattern> patterns = new ArrayList<>();
        List<String> written = keys.texts(key);
        boolean named = keys.node(key)
                .filter(node ->
                        !(node instanceof PlanNode.Sequence list && list.items().isEmpty()))
                .isPresent();
        if (!named) {
            keys.error(key, "no file is named", "write a path, or a pattern such as build/**/*.xml");
        }
        for (String one : written) {
            Optional<FilePattern> pattern = of(one, plan.toAbsolutePath().resolveSibling(""));
            pattern.ifPresent(patterns::add);
            if (pattern.isEmpty()) {
                keys.error(
                        key,
                        "'" + one + "' is no path and no pattern",
                        "write a path, or a pattern such as build/**/*.xml");
            }
        }
        return patterns;
    }

    /**
     * Reads a pattern; empty if it is none.
     *
     * @param folder what it is relative to
     */
    public static Optional<FilePattern> of(String written, Path folder) {
        try {
            List<String> fixed = new ArrayList<>();
            List<String> rest = new ArrayList<>();
            for (String part : written.strip().split("/", -1)) {
                (rest.isEmpty() && part.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0) ? fixed : rest).add(part);
            }
            if (written.isBlank()) {
                return Optional.empty();
            }
            Path root = folder.resolve(
                    String.join("/", fixed).isEmpty() && written.startsWith("/") ? "/" : String.join("/", fixed));
            return Optional.of(new FilePattern(
                    written, root.normalize(), rest.isEmpty() ? List.of() : matchers(String.join("/", rest))));
        } catch (InvalidPathException | PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** As people mean it, "any folders" are also none. */
    private static List<PathMatcher> matchers(String glob) {
        Set<String> globs = new TreeSet<>(List.of(glob, glob.replace("**/", "")));
        return globs.stream()
                .map(one -> FileSystems.getDefault().getPathMatcher("glob:" + one))
                .toList();
    }

    /** The files there are, in the order of their names. */
    public List<Path> files() throws UnreadableException {
        if (matchers.isEmpty()) {
            return Files.isRegularFile(root) ? List.of(root) : List.of();
        }
        List<Path> files = new ArrayList<>();
        int[] lookedAt = {0};
        try {
            Files.walkFileTree(root, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Path relative = root.relativize(file);
                    if (matchers.stream().anyMatch(matcher -> matcher.matches(relative)) && Files.isRegularFile(file)) {
                        files.add(file);
                    }
                    boolean enough = ++lookedAt[0] > MOST_LOOKED_AT || files.size() > MOST_FILES;
                    return enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UnreadableException("the folder " + root + " cannot be read: " + e.getMessage());
        }
        if (files.size() > MOST_FILES || lookedAt[0] > MOST_LOOKED_AT) {
            throw new UnreadableException("'" + written + "' stands for too many files; name a folder of their own");
        }
        return files.stream().sorted().toList();
    }
}
