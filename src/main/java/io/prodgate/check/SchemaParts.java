package io.prodgate.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The parts of the plan's JSON Schema that the kinds of checks bring along. */
public final class SchemaParts {
    private SchemaParts() {}

    /** The part of that name, from {@code schema/NAME.schema.json} on the class path. */
    public static String read(String name) {
        String resource = "/schema/" + name + ".schema.json";
        try (InputStream in = SchemaParts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
