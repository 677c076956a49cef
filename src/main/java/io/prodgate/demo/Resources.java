package io.prodgate.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of the demo that come with the program, below {@code /demo/}. */
final class Resources {
    private Resources() {}

    /**
     * A file as text.
     *
     * @param name relative to {@code /demo/}
     */
    static String text(String name) {
        try (InputStream in = Resources.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("this build of prodgate lacks the file demo/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("demo/" + name + " cannot be read from the program", e);
        }
    }
}
