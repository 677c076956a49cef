package io.prodgate.device.maestro;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What Maestro writes for those who look for a fault: a folder per flow since 2.7, flat files named after the flow before. Reads
 * every file at most once.
 */
final class DebugFolder {
    private static final int LARGEST_LOG = 4 << 20;

    private final Path root;
    private final Map<Path, Optional<CommandLog>> read = new HashMap<>();

    /**
     * A folder.
     *
     * @param given the one named to {@code --debug-output}; need not be there
     */
    DebugFolder(Path given) {
        root = dated(given);
    }

    /** Without {@code --flatten-debug-output} there is a folder per run, named after its time. */
    private static Path dated(Path given) {
        List<Path> runs = LeftFile.folders(given.resolve(".maestro").resolve("tests"));
        return runs.isEmpty() ? given : runs.getLast();
    }

    /** Where the flows' files and the common log are. */
    Path root() {
        return root;
    }

    /** A flow's own folder. */
    Optional<Path> folder(Flow flow) {
        String plain = flow.name().replace('/', '_');
        String base = base(flow);
        List<Path> folders = LeftFile.folders(root);
        return folders.stream()
                .filter(folder ->
                        named(folder).equals(flow.name()) || named(folder).equals(plain))
                .findFirst()
                .or(() -> folders.stream()
                        .filter(folder -> named(folder).matches("\\Q" + plain.replace("\\E", "") + "\\E-shard-\\d+"))
                        .findFirst())
                .or(() -> folders.stream()
                        .filter(folder -> commands(folder.resolve("commands.json"))
                                .filter(log ->
                                        log.name().filter(flow.name()::equals).isPresent()
                                                || log.name().isEmpty()
                                                        && log.file()
                                                                .filter(base::equals)
                                                                .isPresent())
                                .isPresent())
                        .findFirst());
    }

    private static String base(Flow flow) {
        String file = String.valueOf(flow.file().getFileName());
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private static String named(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** The files of a flow that lie flat beside others': {@code commands-(NAME).json}, {@code screenshot-❌-…-(NAME).png}. */
    List<Path> flat(Flow flow) {
        String end = "(" + flow.name().replace('/', '_') + ")";
        return LeftFile.entries(root).stream()
                .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .filter(file -> {
                    String name = named(file).toLowerCase(Locale.ROOT);
                    String marked = end.toLowerCase(Locale.ROOT);
                    return name.endsWith(marked + ".json") || name.endsWith(marked + ".png");
                })
                .toList();
    }

    /** The commands of a flow; empty if there are none that can be read. */
    Optional<CommandLog> commands(Flow flow) {
        return folder(flow)
                .flatMap(folder -> commands(folder.resolve("commands.json")))
                .or(() -> flat(flow).stream()
                        .filter(file -> named(file).startsWith("commands-"))
                        .findFirst()
                        .flatMap(this::commands));
    }

    /** A file of the flow that is there and cannot be read, cut off for example: nothing it may say is known then. */
    Optional<String> unreadable(Flow flow) {
        Optional<Path> folder = folder(flow);
        if (folder.filter(own -> Files.exists(own.resolve(CrashReport.MANIFEST)))
                .filter(own -> CrashReport.manifest(own).isEmpty())
                .isPresent()) {
            return Optional.of(CrashReport.MANIFEST);
        }
        boolean there =
                folder.filter(own -> Files.exists(own.resolve("commands.json"))).isPresent()
                        || flat(flow).stream().anyMatch(file -> named(file).startsWith("commands-"));
        return there && commands(flow).isEmpty() ? Optional.of("commands.json") : Optional.empty();
    }

    private Optional<CommandLog> commands(Path file) {
        return read.computeIfAbsent(file, CommandLog::read);
    }

    /** True if the flow was begun. */
    boolean began(Flow flow) {
        return folder(flow).isPresent() || !flat(flow).isEmpty();
    }

    /** The log of the flow alone, if there is one. */
    Optional<String> log(Flow flow) {
        return folder(flow)
                .flatMap(folder -> LeftFile.beginning(folder.resolve("logs").resolve("maestro.log"), LARGEST_LOG));
    }

    /** The common log. */
    Optional<String> log() {
        return LeftFile.beginning(root.resolve("maestro.log"), LARGEST_LOG);
    }

    /** The crash or ANR report of the flow's app. */
    Optional<String> crash(Flow flow) {
        return folder(flow).flatMap(folder -> CrashReport.find(folder, flow.appId()));
    }

    /** The system dialog that was on the screen when the flow got stuck. */
    Optional<String> dialog(Flow flow) {
        Optional<CommandLog.Step> stuck = commands(flow).flatMap(CommandLog::stuck);
        Optional<String> inline = stuck.stream()
                .flatMap(step -> step.hierarchies().stream())
                .flatMap(hierarchy -> ScreenDialogs.find(hierarchy).stream())
                .findFirst();
        if (inline.isPresent() || folder(flow).isEmpty()) {
            return inline;
        }
        Path folder = folder(flow).get();
        List<Path> named = stuck.map(step -> step.hierarchyFiles().stream()
                        .map(name -> CrashReport.within(folder, name))
                        .toList())
                .orElse(List.of());
        List<Path> files = named.isEmpty() ? LeftFile.entries(folder.resolve("screen-hierarchy")) : named;
        return files.reversed().stream()
                .limit(named.isEmpty() ? 1 : files.size())
                .flatMap(file -> ScreenDialogs.find(file).stream())
                .findFirst();
    }
}
