package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ${output.NAME}} and {@code ${maestro.copiedText}} stood for in a command: it is kept as written and as evaluated. */
final class Evaluated {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{\\s*(?:output|maestro)\\.([A-Za-z_][A-Za-z0-9_.]{0,63})\\s*}");
    private static final int DEEPEST = 20;
    private static final int LONGEST = 500;

    private Evaluated() {}

    /** Goes through a command and tells each name with its value. */
    static void outputs(JsonNode written, JsonNode evaluated, BiConsumer<String, String> to) {
        outputs(written, evaluated, to, 0);
    }

    private static void outputs(JsonNode written, JsonNode evaluated, BiConsumer<String, String> to, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        if (written.isObject()) {
            for (Map.Entry<String, JsonNode> entry : written.properties()) {
                outputs(entry.getValue(), evaluated.path(entry.getKey()), to, depth + 1);
            }
        } else if (written.isTextual() && evaluated.isTextual()) {
            Matcher reference = REFERENCE.matcher(written.asText());
            String value = evaluated.asText();
            if (reference.matches() && !value.isBlank() && !value.equals("undefined")) {
                to.accept(reference.group(1), LeftFile.cut(value, LONGEST));
            }
        }
    }
}
