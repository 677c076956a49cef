package io.prodgate.check.results;

import io.prodgate.evidence.Redactor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Files with results of tests: JUnit XML and CTRF, told apart by how they begin. */
public final class ResultFile {
    private static final long LARGEST = 512L << 20;
    private static final int BEGINNING = 4;

    private ResultFile() {}

    /** How a file is to be understood. */
    public enum Format {
        /** By how it begins. */
        ANY,
        /** JUnit XML. */
        JUNIT,
        /** Common Test Report Format. */
        CTRF
    }

    /**
     * Reads files as one set of results.
     *
     * @param files at least one
     * @param redactor masks what is kept of failed tests
     */
    public static Results read(List<Path> files, Format format, Redactor redactor) throws UnreadableException {
        Tally tally = new Tally(redactor);
        String name = "";
        for (Path file : files) {
            String one = read(file, format, tally);
            name = name.isEmpty() || name.equals(one) ? one : "junit and ctrf";
        }
        return tally.results(name);
    }

    private static String read(Path file, Format format, Tally tally) throws UnreadableException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new UnreadableException(file + " is larger than 512 MiB");
            }
            Instant written = Files.getLastModifiedTime(file).toInstant();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                if (isCtrf(file, format, in)) {
                    new CtrfReader(file, tally).read(in, written);
                    return "ctrf";
                }
                new JunitReader(file, tally).read(in, written);
                return "junit";
            }
        } catch (IOException e) {
            throw new UnreadableException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static boolean isCtrf(Path file, Format format, InputStream in) throws IOException, UnreadableException {
        in.mark(1 << 12);
        byte[] beginning = in.readNBytes(1 << 10);
        in.reset();
        int first = 0;
        while (first < beginning.length
                && (beginning[first] <= ' ' && beginning[first] >= 0 || isMark(beginning, first))) {
            first++;
        }
        if (first == beginning.length) {
            throw new UnreadableException(file + " is empty");
        }
        boolean json = beginning[first] == '{' || beginning[first] == '[';
        boolean xml = beginning[first] == '<';
        boolean wanted = switch (format) {
            case ANY -> json || xml;
            case JUNIT -> !json;
            case CTRF -> json;
        };
        if (!wanted) {
            throw new UnreadableException(file + " is "
                    + switch (format) {
                        case ANY -> "neither JUnit XML nor CTRF";
                        case JUNIT -> "no JUnit XML";
                        case CTRF -> "no CTRF: it is not a JSON object";
                    });
        }
        return json;
    }

    /** A byte order mark of UTF-8 or UTF-16 at the beginning. */
    private static boolean isMark(byte[] bytes, int place) {
        int unit = Byte.toUnsignedInt(bytes[place]);
        return place < BEGINNING && (unit == 0xEF || unit == 0xBB || unit == 0xBF || unit == 0xFE || unit == 0xFF);
    }
}
