package io.prodgate.device.maestro;

import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a flow prints with {@code console.log}: lines {@code NAME=value} are its outputs. */
final class ConsoleLines {
    /** Maestro's log line of it: {@code 12:00:00.000 [ INFO] …: JsConsole: NAME=value}. */
    private static final Pattern LOGGED = Pattern.compile("(?m)^.*?\\bJsConsole: (.*)$");

    private static final Pattern OUTPUT = Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_.-]{0,63})=(\\S.{0,499})");
    private static final int MOST = 200;

    private ConsoleLines() {}

    /** Reads one printed line. */
    static void output(String line, BiConsumer<String, String> to) {
        Matcher matcher = OUTPUT.matcher(line.lines().findFirst().orElse(""));
        if (matcher.matches()) {
            to.accept(matcher.group(1), matcher.group(2).strip());
        }
    }

    /** Reads the printed lines out of a log of Maestro's. */
    static void outputs(String log, BiConsumer<String, String> to) {
        LOGGED.matcher(log).results().limit(MOST).forEach(found -> output(found.group(1), to));
    }
}
