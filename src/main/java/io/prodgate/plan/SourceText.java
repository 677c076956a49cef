package io.prodgate.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The text of a file that a plan is made of.
 *
 * @param text decoded, without a byte order mark
 * @param sha256 of the file's bytes, lower-case hex
 */
record SourceText(String text, String sha256) {
    /** How large a file may be. */
    static final int MOST_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A file could not be read as text; the reason is a sentence without the file's name. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;
        private final String reason;

        UnreadableException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** What is wrong with the file. */
        String reason() {
            return reason;
        }
    }

    /** Reads a UTF-8 file of at most {@link #MOST_BYTES}; never more than that, so that a device or a pipe does no harm. */
    static SourceText read(Path file) throws UnreadableException {
        byte[] bytes = bytes(file);
        if (bytes.length > MOST_BYTES) {
            throw new UnreadableException("the file is larger than 1 MiB");
        }
        String text = decode(bytes);
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new SourceText(marked ? text.substring(1) : text, sha256(bytes));
    }

    private static byte[] bytes(Path file) throws UnreadableException {
        if (Files.isDirectory(file)) {
            throw new UnreadableException("this is a folder, not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new UnreadableException("there is no such file");
        } catch (AccessDeniedException e) {
            throw new UnreadableException("the file may not be read: permission denied");
        } catch (IOException e) {
            throw new UnreadableException("the file cannot be read: " + e.getMessage());
        }
    }

    private static String decode(byte[] bytes) throws UnreadableException {
        boolean utf16 = bytes.length >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
        if (utf16) {
            throw new UnreadableException("the file is UTF-16, not UTF-8; save it as UTF-8");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("the file is not valid UTF-8; save it as UTF-8");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
