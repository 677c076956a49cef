package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Json;
import io.prodgate.evidence.SystemDialog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for a dialog of the system in a screen hierarchy: an app, or a part of the system, that stopped or does not respond, or a
 * permission that is asked for. Android's own names of the dialog's parts count first, as they are the same in all languages.
 *
 * @see <a href="https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/core/res/res/layout/app_error_dialog.xml">the
 *     dialog's parts</a>
 */
final class ScreenDialogs {
    private static final int LARGEST = 8 << 20;
    private static final int MOST_NODES = 200_000;
    private static final int LONGEST = 200;

    /** The buttons of the dialog about an app that stopped or does not respond. */
    private static final Pattern ERROR_PART =
            Pattern.compile("android:id/aerr_(?:close|wait|restart|app_info|report|mute)");

    private static final Pattern TITLE_PART = Pattern.compile("android:id/(?:alertTitle|message)");

    private static final Pattern PERMISSION_PART = Pattern.compile(
            "com\\.(?:google\\.)?android\\.(?:permissioncontroller|packageinstaller):id/(?:permission_message|grant_singleton|permission_allow.*)");

    private static final Pattern PERMISSION_TEXT = Pattern.compile("com\\..*:id/permission_message");

    /** What the titles say in the languages most used, without the name of the app. */
    private static final Pattern STOPPED = Pattern.compile(
            "(?:isn['’]t responding|is not responding|keeps stopping|has stopped\\b|has stopped working|unfortunately, .+ has stopped"
                    + "|reagiert nicht|wird wiederholt beendet|wurde beendet|wird immer wieder geschlossen"
                    + "|ne répond pas|s['’]arrête (?:systématiquement|sans cesse)|s['’]est arrêtée?\\b"
                    + "|no responde|no está respondiendo|falla continuamente|se detuvo|ha dejado de funcionar"
                    + "|non risponde|continua a interrompersi|si è arrestata|si è interrotta"
                    + "|não (?:está respondendo|responde)|apresenta falhas continuamente|parou(?: de funcionar)?$"
                    + "|reageert niet|stopt steeds|is gestopt|svarar inte|svarer ikke|ei vastaa"
                    + "|nie odpowiada|wciąż przestaje działać|przestał[aoy]? działać|nereaguje|neodpovídá"
                    + "|не отвечает|снова произошел сбой|произошел сбой|не відповідає"
                    + "|yanıt vermiyor|durmaya devam ediyor|durduruldu"
                    + "|応答していません|繰り返し停止しています|停止しました|没有响应|無回應|沒有回應|无响应|屡次停止运行|已停止运行|已停止運作"
                    + "|응답하지 않|계속 중단|중지되었|중지됨|لا يستجيب|غير مستجيب|לא מגיב|प्रतिसाद नहीं|tidak merespons|không phản hồi)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private ScreenDialogs() {}

    /** The text of the dialog in a file with a hierarchy; empty if there is none, or no such file. */
    static Optional<String> find(Path file) {
        Optional<byte[]> bytes = LeftFile.bytes(file, LARGEST);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return find(Json.mapper().readTree(bytes.get()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** One element of the screen. */
    private record Element(String id, String text) {}

    /** The text of the dialog in a hierarchy. */
    static Optional<String> find(JsonNode root) {
        List<Element> elements = elements(root);
        boolean error = elements.stream()
                .anyMatch(element -> ERROR_PART.matcher(element.id).matches());
        if (error) {
            return Optional.of(elements.stream()
                    .filter(element -> TITLE_PART.matcher(element.id).matches())
                    .map(Element::text)
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .or(() -> said(elements))
                    .orElse("a dialog about an app that stopped or does not respond"));
        }
        boolean permission = elements.stream()
                .anyMatch(element -> PERMISSION_PART.matcher(element.id).matches());
        if (permission) {
            return Optional.of(SystemDialog.PERMISSION
                    + elements.stream()
                            .filter(element ->
                                    PERMISSION_TEXT.matcher(element.id).matches())
                            .map(Element::text)
                            .filter(text -> !text.isBlank())
                            .findFirst()
                            .orElse("asked for"));
        }
        return said(elements);
    }

    private static Optional<String> said(List<Element> elements) {
        return elements.stream()
                .filter(element -> element.text.length() <= LONGEST
                        && STOPPED.matcher(element.text).find())
                // An app's own words may sound the same: they stand in parts named after its package, or in none at
                // all.
                .filter(element -> TITLE_PART.matcher(element.id).matches()
                        || element.id.isEmpty() && SystemDialog.ofSystem(element.text))
                .map(Element::text)
                .findFirst();
    }

    /** Versions differ in what holds an element's attributes, and in what its children are called; all are gone through. */
    private static List<Element> elements(JsonNode root) {
        List<Element> elements = new ArrayList<>();
        Deque<JsonNode> left = new ArrayDeque<>(List.of(root));
        for (int seen = 0; !left.isEmpty() && seen < MOST_NODES; seen++) {
            JsonNode node = left.removeFirst();
            if (node.isObject()) {
                String id = first(node, "resource-id", "resourceId", "id");
                String text = first(node, "text", "accessibilityText", "contentDescription", "content-desc");
                if (!id.isEmpty() || !text.isEmpty()) {
                    elements.add(new Element(id, LeftFile.cut(text.strip(), LONGEST * 2)));
                }
            }
            List<JsonNode> below = new ArrayList<>();
            node.forEach(child -> {
                if (child.isContainerNode()) {
                    below.add(child);
                }
            });
            below.reversed().forEach(left::addFirst);
        }
        return elements;
    }

    private static String first(JsonNode node, String... names) {
        for (String name : names) {
            JsonNode value = node.path(name);
            if (value.isTextual() && !value.asText().isBlank()) {
                return value.asText();
            }
        }
        return "";
    }
}
