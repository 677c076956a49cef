package io.prodgate.device.maestro;

import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Copies what Maestro left into the order's folder: texts with every known secret masked, pictures as they are, links never, and of
 * everything only so much. A file that cannot be copied is left out.
 */
final class KeptFiles {
    /** The most of a text that is kept, in bytes; its end is left out then. */
    static final int LARGEST_TEXT = 8 << 20;

    private static final long LARGEST_PICTURE = 8L << 20;
    private static final long LARGEST_VIDEO = 64L << 20;
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_FILES = 1_000;
    private static final Set<String> TEXTS = Set.of("json", "log", "txt", "xml", "html", "yaml");

    private final FlowOrder order;
    private final MaestroSettings settings;
    private final Redactor redactor;
    private long bytes;
    private int files;

    KeptFiles(FlowOrder order, MaestroSettings settings, Redactor redactor) {
        this.order = order;
        this.settings = settings;
        this.redactor = redactor;
    }

    /** Keeps what belongs to each flow, and names it in the flow's result. */
    List<FlowRun> keep(PrivateFolder folder, DebugFolder debug, MaestroEnd end, List<FlowRun> runs) {
        List<String> common = new ArrayList<>();
        text(end.output(), order.folder().resolve("stdout.txt"), common);
        text(end.errors(), order.folder().resolve("stderr.txt"), common);
        copy(folder.report(), order.folder().resolve("report.xml"), common);
        copy(debug.root().resolve("maestro.log"), order.folder().resolve("maestro.log"), common);
        tree(folder.work(), order.folder().resolve("work"), common, 0);
        List<FlowRun> kept = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Flow flow = order.flows().get(i);
            Path to = order.folder().resolve((i + 1) + "-" + plain(flow.name()));
            List<String> names = new ArrayList<>();
            debug.folder(flow).ifPresent(from -> tree(from, to, names, 0));
            for (Path file : debug.flat(flow)) {
                copy(file, to.resolve(plain(String.valueOf(file.getFileName()))), names);
            }
            names.addAll(common);
            kept.add(runs.get(i).withFiles(names));
        }
        return kept;
    }

    /** A name that is one on every file system, and in every URL. */
    private static String plain(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceFirst("^[.]+", "_");
        return plain.length() <= 80 ? plain : plain.substring(0, 40) + "_" + plain.substring(plain.length() - 39);
    }

    private void tree(Path from, Path to, List<String> names, int depth) {
        for (Path entry : LeftFile.entries(from)) {
            Path target = to.resolve(plain(String.valueOf(entry.getFileName())));
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                if (depth < 3) {
                    tree(entry, target, names, depth + 1);
                }
            } else {
                copy(entry, target, names);
            }
        }
    }

    private void copy(Path from, Path to, List<String> names) {
        if (!Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String name = String.valueOf(from.getFileName()).toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (TEXTS.contains(ending)) {
            text(from, to, names);
        } else if (ending.equals("png") && settings.screenshots()) {
            raw(from, to, LARGEST_PICTURE, names);
        } else if (ending.equals("mp4") && settings.videos()) {
            raw(from, to, LARGEST_VIDEO, names);
        }
    }

    private void text(Path from, Path to, List<String> names) {
        int beyond = redactor.longest();
        try (InputStream in = Files.newInputStream(from)) {
            byte[] read = in.readNBytes(LARGEST_TEXT + beyond);
            String text = new String(read, StandardCharsets.UTF_8);
            boolean cut = read.length > LARGEST_TEXT;
            // A secret that the cut goes through is masked whole.
            String clean = redactor.redactStart(text, cut ? Math.min(text.length(), LARGEST_TEXT) : text.length());
            write(cut ? clean + "\n… prodgate left out the rest …\n" : clean, to, names);
        } catch (IOException e) {
            // Left out.
        }
    }

    private void text(String text, Path to, List<String> names) {
        if (text.isBlank()) {
            return;
        }
        try {
            write(redactor.redact(text), to, names);
        } catch (IOException e) {
            // Left out.
        }
    }

    private void write(String text, Path to, List<String> names) throws IOException {
        byte[] clean = text.getBytes(StandardCharsets.UTF_8);
        if (room(clean.length)) {
            Files.createDirectories(to.getParent());
            Files.write(to, clean);
            names.add(named(to));
        }
    }

    private void raw(Path from, Path to, long most, List<String> names) {
        try {
            long size = Files.size(from);
            if (size <= most && room(size)) {
                Files.createDirectories(to.getParent());
                Files.copy(from, to, LinkOption.NOFOLLOW_LINKS);
                names.add(named(to));
            }
        } catch (IOException e) {
            // Left out.
        }
    }

    private boolean room(long size) {
        bytes += size;
        files++;
        return bytes <= MOST_BYTES && files <= MOST_FILES;
    }

    private String named(Path file) {
        return order.root()
                .toAbsolutePath()
                .normalize()
                .relativize(file.toAbsolutePath().normalize())
                .toString()
                .replace('\\', '/');
    }
}
