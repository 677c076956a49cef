package io.prodgate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.prodgate.evidence.Json;
import java.io.IOException;
import java.io.OutputStream;

/** JSON that a person can read and a tool can compare: two spaces, one value a line, the same on every platform. */
public final class PrettyJson {
    private PrettyJson() {}

    /** A generator that leaves the stream open when it is closed. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        JsonGenerator generator = Json.mapper().createGenerator(out);
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        generator.setPrettyPrinter(
                new DefaultPrettyPrinter(separators).withObjectIndenter(lines).withArrayIndenter(lines));
        return generator;
    }
}
