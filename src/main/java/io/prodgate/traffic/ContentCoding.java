package io.prodgate.traffic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks a body that came packed although nobody asked for it. A server may do so: without {@code Accept-Encoding} any coding
 * is allowed (RFC 9110 section 12.5.3), and stores of files that were packed when they were put there do.
 */
final class ContentCoding {
    private ContentCoding() {}

    /**
     * The body as it was before it was packed with gzip; as it came if it was not, or cannot be unpacked.
     *
     * @param coding the value of {@code Content-Encoding}
     * @param cap how many bytes of it are unpacked
     */
    static CappedBody.Content unpacked(CappedBody.Content body, Optional<String> coding, int cap) {
        String name =
                coding.map(value -> value.strip().toLowerCase(Locale.ROOT)).orElse("");
        if (body.bytes().length == 0 || !(name.equals("gzip") || name.equals("x-gzip"))) {
            return body;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body.bytes()))) {
            byte[] piece = new byte[1 << 13];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                int fits = Math.min(read, cap - plain.size());
                plain.write(piece, 0, fits);
                if (fits < read) {
                    return new CappedBody.Content(plain.toByteArray(), true);
                }
            }
            return new CappedBody.Content(plain.toByteArray(), body.truncated());
        } catch (IOException e) {
            // Not what its header says, or cut: what came is what is judged.
            return body;
        }
    }
}
