package io.prodgate.system.grafana;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A picture in PNG that came from outside: whole, and without texts, times and camera data, which people who look at it do not see.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bytes the file
 * @see <a href="https://www.w3.org/TR/png-3/">PNG</a>
 */
public record Png(int width, int height, byte[] bytes) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final Set<String> UNSEEN = Set.of("tEXt", "zTXt", "iTXt", "eXIf", "tIME");

    /** The length, the type and the checksum of a chunk. */
    private static final int AROUND = 12;

    /** The picture; empty if these bytes are none, or not all of one. What comes behind its end is left out. */
    public static Optional<Png> read(byte[] bytes) {
        if (!Arrays.equals(SIGNATURE, Arrays.copyOf(bytes, SIGNATURE.length))) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, SIGNATURE.length, bytes.length - SIGNATURE.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        out.writeBytes(SIGNATURE);
        int width = 0;
        int height = 0;
        while (in.remaining() >= AROUND) {
            int begin = in.position();
            int length = in.getInt(begin);
            if (length < 0 || length > in.remaining() - AROUND) {
                return Optional.empty();
            }
            String type = new String(bytes, begin + 4, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("IHDR") && length >= 8) {
                width = in.getInt(begin + 8);
                height = in.getInt(begin + 12);
            }
            if (!UNSEEN.contains(type)) {
                out.write(bytes, begin, length + AROUND);
            }
            if (type.equals("IEND")) {
                boolean sized = width > 0 && height > 0;
                return sized ? Optional.of(new Png(width, height, out.toByteArray())) : Optional.empty();
            }
            in.position(begin + length + AROUND);
        }
        return Optional.empty();
    }
}
