package io.prodgate.report;

import io.prodgate.verdict.Judged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A format of the report: a pure function from a judged run to text in UTF-8. */
public interface Format {
    /** The name of its file in the run's folder. */
    String fileName();

    /** Writes the report; the stream stays open. The same run always gives the same bytes. */
    void write(Judged judged, OutputStream out) throws IOException;

    /** The report as text. */
    default String text(Judged judged) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(judged, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
