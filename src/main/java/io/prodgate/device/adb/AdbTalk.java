package io.prodgate.device.adb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Words of the protocol that adb's server speaks with its clients: text with its length before it, in four hexadecimal digits.
 *
 * @see <a href="https://android.googlesource.com/platform/packages/modules/adb/+/refs/heads/main/docs/dev/overview.md">adb's
 *     overview</a>
 */
final class AdbTalk {
    static final String DEVICES = "host:devices";
    private static final int DIGITS = 4;
    private static final String OKAY = "OKAY";

    private AdbTalk() {}

    /** Bytes as they came, and the text in them: empty if they are no text with its length. */
    record Heard(byte[] bytes, String text) {}

    /** Reads what one side says first; no more than the 64 KiB that its length can tell. */
    static Heard hear(InputStream input) throws IOException {
        byte[] digits = input.readNBytes(DIGITS);
        String length = new String(digits, StandardCharsets.ISO_8859_1);
        if (!length.matches("[0-9a-fA-F]{4}")) {
            return new Heard(digits, "");
        }
        byte[] text = input.readNBytes(Integer.parseInt(length, 16));
        byte[] all = new byte[digits.length + text.length];
        System.arraycopy(digits, 0, all, 0, digits.length);
        System.arraycopy(text, 0, all, digits.length, text.length);
        return new Heard(all, new String(text, StandardCharsets.UTF_8));
    }

    /** Says something. */
    static void say(OutputStream output, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(String.format(Locale.ROOT, "%04x", bytes.length).getBytes(StandardCharsets.ISO_8859_1));
        output.write(bytes);
        output.flush();
    }

    /** Says that all is well, and something. */
    static void answer(OutputStream output, String text) throws IOException {
        output.write(OKAY.getBytes(StandardCharsets.ISO_8859_1));
        say(output, text);
    }

    /**
     * Reads the answer to a question.
     *
     * @throws IOException if the server says anything but that all is well
     */
    static String answer(InputStream input) throws IOException {
        String word = new String(input.readNBytes(DIGITS), StandardCharsets.ISO_8859_1);
        if (!word.equals(OKAY)) {
            throw new EOFException("the adb server answers '" + word + "'");
        }
        return hear(input).text();
    }
}
