package io.prodgate.check.survey.answers;

import io.prodgate.plan.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** The text of a file, with the place of each of its characters. */
final class SurveyText {
    /** No survey among the technicians of a client comes near it. */
    static final int MOST_BYTES = 8 << 20;

    private final String file;
    private final String text;
    private final int[] lines;

    private SurveyText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = lines(text);
    }

    /**
     * Reads a file: UTF-8 or UTF-16, with a byte order mark or without.
     *
     * @param shown its name, as people know it
     */
    static SurveyText read(Path path, String shown) throws AnswersException {
        try (InputStream in = Files.newInputStream(path)) {
            return of(shown, in.readNBytes(MOST_BYTES + 1));
        } catch (NoSuchFileException e) {
            throw new AnswersException(start(shown), "there is no such file", "name a file that is there");
        } catch (IOException e) {
            throw new AnswersException(
                    start(shown), "the file cannot be read: " + e.getMessage(), "see what it is and who may read it");
        }
    }

    static SurveyText of(String shown, byte[] bytes) throws AnswersException {
        if (bytes.length > MOST_BYTES) {
            throw new AnswersException(
                    start(shown),
                    "the file is larger than " + (MOST_BYTES >> 20) + " MiB",
                    "name the file with the answers and nothing else");
        }
        if (bytes.length >= 2 && bytes[0] == 'P' && bytes[1] == 'K') {
            throw new AnswersException(
                    start(shown),
                    "this is a workbook (or another archive), not a text",
                    "save it as 'CSV UTF-8' and name that file");
        }
        Charset charset = charset(bytes);
        String text = decoded(shown, bytes, charset);
        return new SurveyText(shown, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length < 2) {
            return StandardCharsets.UTF_8;
        }
        boolean little = (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE || bytes[0] != 0 && bytes[1] == 0;
        boolean big = (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF || bytes[0] == 0 && bytes[1] != 0;
        if (little) {
            return StandardCharsets.UTF_16LE;
        }
        return big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static String decoded(String shown, byte[] bytes, Charset charset) throws AnswersException {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String lenient = new String(bytes, charset);
            throw new AnswersException(
                    new SurveyText(shown, lenient).at(Math.max(0, lenient.indexOf('\uFFFD'))),
                    "this is not " + charset + ": some letters cannot be read",
                    "save it as 'CSV UTF-8'");
        }
    }

    private static Position start(String shown) {
        return new Position(shown, 1, 1);
    }

    private static int[] lines(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
            if (ends) {
                starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    String text() {
        return text;
    }

    /** The place of a character. */
    Position at(int offset) {
        int found = Arrays.binarySearch(lines, Math.min(offset, text.length()));
        int line = found >= 0 ? found : -found - 2;
        return new Position(file, line + 1, Math.min(offset, text.length()) - lines[line] + 1);
    }

    /** A place by line and column. */
    Position at(int line, int column) {
        return new Position(file, Math.max(1, line), Math.max(1, column));
    }
}
