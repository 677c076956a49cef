package io.prodgate.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code executionOrder} of a workspace's settings, as far as {@link FastMaestro} reads it: in JSON, which is YAML.
 *
 * @param names of the flows that run first, in this order
 * @param continues whether the next one runs after a failure
 */
record FastMaestroSequence(List<String> names, boolean continues) {
    /** Reads a file of settings; no file, no sequence. */
    static FastMaestroSequence read(Optional<Path> config) throws IOException {
        List<String> names = new ArrayList<>();
        String text = config.isEmpty() ? "" : Files.readString(config.orElseThrow(), UTF_8);
        int key = text.indexOf("\"flowsOrder\"");
        if (key >= 0) {
            String list = text.substring(text.indexOf('[', key) + 1, text.indexOf(']', key));
            for (String name : FastMaestroCall.list(list)) {
                names.add(name.substring(1, name.length() - 1));
            }
        }
        return new FastMaestroSequence(names, !text.replace(" ", "").contains("\"continueOnFailure\":false"));
    }

    /** The flows of the sequence, in its order. */
    List<FastMaestroFlow> first(List<FastMaestroFlow> flows) {
        List<FastMaestroFlow> first = new ArrayList<>();
        for (String name : names) {
            for (FastMaestroFlow flow : flows) {
                if (flow.name().equals(name)) {
                    first.add(flow);
                }
            }
        }
        return first;
    }

    /** All the others. */
    List<FastMaestroFlow> rest(List<FastMaestroFlow> flows) {
        List<FastMaestroFlow> rest = new ArrayList<>(flows);
        rest.removeAll(first(flows));
        return rest;
    }
}
