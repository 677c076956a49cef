package io.prodgate.lab.android;

import java.util.List;
import java.util.Optional;

/** What is on the screen: a dialog of the system, or the app in the foreground, or the launcher. One column of elements. */
public final class Screen {
    /** Width in pixels. */
    public static final int WIDTH = 1080;
    /** Height in pixels. */
    public static final int HEIGHT = 2400;

    private static final int MARGIN = 48;
    private static final int TOP = 160;
    private static final int ROW = 160;

    private final Android android;

    Screen(Android android) {
        this.android = android;
    }

    /** Whose window it is, and what is in it. */
    private record Window(String owner, List<Node> nodes) {}

    /** Somebody taps. What is not there or not enabled does not answer. */
    public void tap(int x, int y) {
        List<Node> nodes = window().nodes();
        int row = Math.floorDiv(y - TOP, ROW);
        if (row >= 0 && row < nodes.size() && x >= MARGIN && x <= WIDTH - MARGIN) {
            Node node = nodes.get(row);
            if (node.enabled() && node.tapped() != null && !android.activities().breaksAt(node.text())) {
                node.tapped().run();
            }
        }
    }

    /** The hierarchy as UiAutomator writes it. */
    public String xml() {
        Window window = window();
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>");
        xml.append("<hierarchy rotation=\"0\">");
        xml.append(open("android.widget.FrameLayout", window.owner(), "[0,0][" + WIDTH + "," + HEIGHT + "]"))
                .append(">");
        for (int row = 0; row < window.nodes().size(); row++) {
            xml.append(element(window.nodes().get(row), row, window.owner()));
        }
        return xml.append("</node></hierarchy>").toString();
    }

    /** A picture: white, with a grey box for each text and a blue one for what can be tapped. It has no letters. */
    public byte[] png() {
        List<Node> nodes = window().nodes();
        return Picture.png(WIDTH, HEIGHT, (x, y) -> {
            int row = Math.floorDiv(y - TOP, ROW);
            boolean inRow = Math.floorMod(y - TOP, ROW) < ROW - MARGIN;
            if (row < 0 || row >= nodes.size() || !inRow || x < MARGIN || x > WIDTH - MARGIN) {
                return Picture.WHITE;
            }
            return nodes.get(row).tapped() == null ? Picture.GREY : Picture.BLUE;
        });
    }

    /** The window of a dialog of the system, as {@code dumpsys window} names it. */
    Optional<String> dialogWindow() {
        return android.faults().has("system-dialog")
                ? Optional.of("Application Not Responding: com.android.systemui")
                : android.activities()
                        .frozen()
                        .flatMap(title -> android.activities().foreground())
                        .map(app -> "Application Not Responding: " + app.name());
    }

    private Window window() {
        Optional<String> dialog = android.faults().value("system-dialog");
        if (dialog.isPresent()) {
            return new Window("android", dialog(dialog.get(), "system-dialog"));
        }
        Optional<String> frozen = android.activities().frozen();
        if (frozen.isPresent()) {
            return new Window("android", dialog(frozen.get() + " isn't responding", "anr"));
        }
        return android.activities()
                .foreground()
                .map(running -> new Window(running.name(), running.app().screen()))
                .orElseGet(() -> new Window(
                        "com.android.launcher3", List.of(Node.text("workspace", ""), Node.text("hotseat", "Phone"))));
    }

    /** Waiting makes it go away. */
    private List<Node> dialog(String title, String fault) {
        Runnable away = () -> {
            android.faults().clear(fault);
            android.activities().unfreeze();
        };
        return List.of(
                Node.text("alertTitle", title.isEmpty() || title.equals("true") ? "System UI isn't responding" : title),
                Node.button("aerr_close", "Close app", true, away),
                Node.button("aerr_wait", "Wait", true, away));
    }

    private static String element(Node node, int row, String owner) {
        int top = TOP + row * ROW;
        String bounds = "[%d,%d][%d,%d]".formatted(MARGIN, top, WIDTH - MARGIN, top + ROW - MARGIN);
        return open("android.widget." + node.kind(), owner, bounds)
                        .replace("text=\"\"", "text=\"" + escape(node.text()) + "\"")
                        .replace("resource-id=\"\"", "resource-id=\"" + owner + ":id/" + node.id() + "\"")
                        .replace("clickable=\"false\"", "clickable=\"" + (node.tapped() != null) + "\"")
                        .replace("enabled=\"true\"", "enabled=\"" + node.enabled() + "\"")
                        .replace("focused=\"false\"", "focused=\"" + node.focused() + "\"")
                + " hintText=\"" + escape(node.hint()) + "\" />";
    }

    private static String open(String kind, String owner, String bounds) {
        return "<node index=\"0\" text=\"\" resource-id=\"\" class=\"" + kind + "\" package=\"" + owner
                + "\" content-desc=\"\" checkable=\"false\" checked=\"false\" clickable=\"false\" enabled=\"true\""
                + " focusable=\"true\" focused=\"false\" scrollable=\"false\" long-clickable=\"false\""
                + " password=\"false\" selected=\"false\" visible-to-user=\"true\" bounds=\"" + bounds + "\"";
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (point < ' ' || point == '"' || point == '<' || point == '>' || point == '&' || point > '~') {
                escaped.append("&#").append(point).append(';');
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }
}
