package io.prodgate.device.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the first crash or ANR of one app in a log. An app's end has many forms: an exception nobody caught ({@code FATAL
 * EXCEPTION}), a signal in native code, an ANR. Those of other apps are passed over.
 */
final class CrashReader {
    private static final int MOST_LINES = 30;
    private static final Pattern PROCESS = Pattern.compile("Process: (\\S+?),? PID: (\\d+).*");
    private static final Pattern ANR = Pattern.compile("ANR in (\\S+).*");
    private static final Pattern FATAL_SIGNAL = Pattern.compile("Fatal signal \\d+ .*");
    private static final Pattern TOMBSTONE_OWNER = Pattern.compile(".*>>> (\\S+) <<<.*");

    private final String packageName;
    private final List<String> lines = new ArrayList<>();
    private Block block = new Block("", 0, Instant.EPOCH);
    private Optional<Crash> first = Optional.empty();

    CrashReader(String packageName) {
        this.packageName = packageName;
    }

    /**
     * An app's end.
     *
     * @param at when its first line was logged, by the device's clock
     * @param text its first lines
     */
    record Crash(Instant at, String text) {}

    /** Lines that belong together: of one tag and process. */
    private record Block(String tag, int process, Instant began) {
        boolean holds(LogLine line) {
            return line.tag().equals(tag) && line.process() == process;
        }
    }

    /** What a line is for an app's end. */
    enum Part {
        /** It begins a crash or goes on with one, of whichever app. */
        CRASH,
        /** It has nothing to do with one. */
        OTHER
    }

    /**
     * Takes the next line.
     *
     * @param own whether the line's process is known to be the app's
     */
    Part take(LogLine line, boolean own) {
        String text = line.text();
        boolean begins = switch (line.tag()) {
            case "AndroidRuntime" -> text.startsWith("FATAL EXCEPTION") || text.startsWith("*** FATAL EXCEPTION");
            case "ActivityManager" -> ANR.matcher(text).matches();
            case "DEBUG", "crash_dump32", "crash_dump64" -> text.startsWith("*** *** ***");
            case "libc" -> own && FATAL_SIGNAL.matcher(text).matches();
            default -> false;
        };
        if (begins) {
            end();
            block = new Block(line.tag(), line.process(), line.at());
            lines.add(text);
            return Part.CRASH;
        }
        if (lines.isEmpty() || !block.holds(line)) {
            return Part.OTHER;
        }
        if (continues(text)) {
            if (lines.size() < MOST_LINES) {
                lines.add(text);
            }
            return Part.CRASH;
        }
        end();
        return Part.OTHER;
    }

    /** The report of an ANR is followed by other lines of the same tag. */
    private boolean continues(String text) {
        return !block.tag().equals("ActivityManager") || text.matches("(PID|Reason|Parent|ErrorId|Frozen|Load): .*");
    }

    /** The first crash of the app, if there was one. */
    Optional<Crash> crash() {
        end();
        return first;
    }

    private void end() {
        if (!lines.isEmpty() && first.isEmpty() && isOurs()) {
            first = Optional.of(new Crash(block.began(), String.join("\n", lines)));
        }
        lines.clear();
    }

    private boolean isOurs() {
        if (block.tag().equals("libc")) {
            return true;
        }
        return lines.stream().anyMatch(text -> named(text).filter(this::isOfApp).isPresent());
    }

    private static Optional<String> named(String text) {
        for (Pattern pattern : List.of(PROCESS, ANR, TOMBSTONE_OWNER)) {
            Matcher found = pattern.matcher(text);
            if (found.matches()) {
                return Optional.of(found.group(1));
            }
        }
        return Optional.empty();
    }

    private boolean isOfApp(String process) {
        return process.equals(packageName) || process.startsWith(packageName + ":");
    }
}
