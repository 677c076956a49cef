package io.prodgate.check.script;

import io.prodgate.check.results.PlainText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The output of a script as it is kept: in a file, up to a size, and as an excerpt for the evidence. Of what is too long the
 * beginning and the end are kept, with a note between them. A file that cannot be written is no reason to stop a script.
 */
final class KeptOutput {
    /** The name of the file. */
    static final String FILE = "output.txt";

    /** How much of the beginning is in the file, in bytes. */
    static final int BEGINNING = 8 << 20;

    /** How much of the end is in the file, in bytes. */
    static final int END = 2 << 20;

    private static final int EXCERPT_BEGINNING = 4_000;
    private static final int EXCERPT_END = 12_000;

    private final Path file;
    private final StringBuilder first = new StringBuilder();
    private final StringBuilder last = new StringBuilder();
    private final Deque<byte[]> end = new ArrayDeque<>();
    private Optional<OutputStream> out;
    private long written;
    private long endBytes;
    private long leftOut;
    private long characters;

    /**
     * Nothing yet.
     *
     * @param folder the file's folder; made if it is not there
     */
    KeptOutput(Path folder) {
        file = folder.resolve(FILE);
        out = open();
    }

    private Optional<OutputStream> open() {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Optional.of(new BufferedOutputStream(Files.newOutputStream(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Takes the next piece, redacted. */
    void add(String text) {
        excerpt(text);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int room = (int) Math.min(bytes.length, BEGINNING - written);
        write(bytes, room);
        written += room;
        if (room < bytes.length) {
            byte[] rest = java.util.Arrays.copyOfRange(bytes, room, bytes.length);
            end.add(rest);
            endBytes += rest.length;
        }
        while (endBytes - end.stream().findFirst().map(piece -> piece.length).orElse(0) > END) {
            int dropped = end.removeFirst().length;
            endBytes -= dropped;
            leftOut += dropped;
        }
    }

    private void excerpt(String text) {
        characters += text.length();
        int room = Math.min(text.length(), EXCERPT_BEGINNING - first.length());
        first.append(text, 0, room);
        last.append(text, room, text.length());
        if (last.length() > EXCERPT_END) {
            last.delete(0, last.length() - EXCERPT_END);
        }
    }

    private void write(byte[] bytes, int length) {
        if (out.isEmpty()) {
            return;
        }
        try {
            out.get().write(bytes, 0, length);
        } catch (IOException e) {
            out = Optional.empty();
        }
    }

    /** Completes the file. */
    void close() {
        if (leftOut > 0) {
            byte[] note = ("\n… prodgate left out " + leftOut + " bytes here …\n").getBytes(StandardCharsets.UTF_8);
            write(note, note.length);
        }
        end.forEach(piece -> write(piece, piece.length));
        if (out.isPresent()) {
            try {
                out.get().close();
            } catch (IOException e) {
                out = Optional.empty();
            }
        }
    }

    /** The file, if all of it could be written. */
    Optional<Path> file() {
        return out.map(stream -> file);
    }

    /** The beginning and the end, without colours. */
    String excerpt() {
        long between = characters - first.length() - last.length();
        String note = between > 0 ? "\n… " + between + " characters left out here …\n" : "";
        return PlainText.of(first.toString()) + note + PlainText.of(last.toString());
    }
}
