package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A command in the words of the flow that holds it: {@code tapOn "Send"}. */
final class StepWords {
    private static final int LONGEST = 120;

    /** Where the words are that say what a command is about, the best first. */
    private static final List<String> ABOUT = List.of(
            "/selector/textRegex",
            "/selector/idRegex",
            "/selector/css",
            "/condition/visible/textRegex",
            "/condition/visible/idRegex",
            "/condition/notVisible/textRegex",
            "/condition/notVisible/idRegex",
            "/condition/scriptCondition",
            "/originalDescription",
            "/sourceDescription",
            "/description",
            "/point",
            "/text",
            "/link",
            "/path",
            "/code",
            "/scriptString",
            "/assertion",
            "/appId");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("backPressCommand", "back"),
            Map.entry("inputRandomTextCommand", "inputRandomText"),
            Map.entry("scrollCommand", "scroll"),
            Map.entry("waitForAnimationToEndCommand", "waitForAnimationToEnd"),
            Map.entry("tapOnPoint", "tapOn"),
            Map.entry("tapOnPointV2Command", "tapOn"));

    private StepWords() {}

    /** The command of an entry of {@code commands.json}: an object with one key. */
    static String of(JsonNode command) {
        Iterator<Map.Entry<String, JsonNode>> entries = command.properties().iterator();
        if (!entries.hasNext()) {
            return "an unknown step";
        }
        Map.Entry<String, JsonNode> entry = entries.next();
        List<String> words = new ArrayList<>();
        words.add(name(entry.getKey(), entry.getValue()));
        for (String place : ABOUT) {
            JsonNode about = entry.getValue().at(place);
            if (about.isValueNode() && !about.isNull() && !about.asText().isBlank()) {
                words.add('"' + LeftFile.cut(about.asText().strip(), LONGEST) + '"');
                break;
            }
        }
        String label = entry.getValue().path("label").asText("");
        if (!label.isBlank()) {
            words.add("(" + LeftFile.cut(label.strip(), LONGEST) + ")");
        }
        return String.join(" ", words);
    }

    private static String name(String key, JsonNode options) {
        if (key.equals("tapOnElement")) {
            if (options.path("longPress").asBoolean(false)) {
                return "longPressOn";
            }
            return options.at("/repeat/repeat").asInt(1) == 2 ? "doubleTapOn" : "tapOn";
        }
        if (key.equals("assertConditionCommand")) {
            if (options.hasNonNull("timeout")) {
                return "extendedWaitUntil";
            }
            JsonNode condition = options.path("condition");
            return condition.has("notVisible")
                    ? "assertNotVisible"
                    : condition.has("scriptCondition") ? "assertTrue" : "assertVisible";
        }
        return NAMES.getOrDefault(key, LeftFile.cut(key.replaceFirst("Command$", ""), LONGEST));
    }
}
