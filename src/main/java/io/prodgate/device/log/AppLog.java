package io.prodgate.device.log;

import io.prodgate.evidence.DeviceLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sifts a device's log for what it says of one app, whichever process ids the app had: a line may come before it is known whose
 * process it is. What is kept is bounded, whatever the log holds.
 */
public final class AppLog {
    private static final int LONGEST = 400;
    private static final int MOST_PER_PROCESS = 200;
    private static final int MOST_PROCESSES = 64;
    private static final int MOST_LINES = 60;
    private static final int MOST_MATCHES = 100;
    private static final int MOST_MATCHES_OF_ALL = 5000;
    private static final Pattern STARTED = Pattern.compile("Start proc (\\d+):(\\S+?)/.*");
    private static final Set<String> SYSTEM_TAGS = Set.of(
            "ActivityManager", "ActivityTaskManager", "lowmemorykiller", "lmkd", "WindowManager", "InputDispatcher");
    private static final Pattern END = Pattern.compile(
            "(?i).*(?:has died|killing \\d+:|^kill '|force finishing|not responding|process .* failed to attach).*");

    private final String packageName;
    private final LogLine.Reader reader;
    private final Duration skew;
    private final Pattern mentioned;
    private final CrashReader crashes;
    private final Set<Integer> own = new HashSet<>();
    private final Map<Integer, Deque<Kept>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Kept> bySystem = new ArrayDeque<>();
    private final Function<String, Optional<String>> wanted;
    private final List<Match> matches = new ArrayList<>();

    private enum Kind {
        ANSWER,
        TROUBLE,
        LINE
    }

    private record Match(int process, String text) {}

    private record Kept(Kind kind, LogLine line, int status) {}

    /**
     * A sieve.
     *
     * @param packageName the app's
     * @param reader reads the device's lines
     * @param skew by how much the device's clock is ahead of ours
     * @param running the ids of the app's processes that run now
     * @param wanted finds in a line what somebody looks for
     */
    public AppLog(
            String packageName,
            LogLine.Reader reader,
            Duration skew,
            Set<Integer> running,
            Function<String, Optional<String>> wanted) {
        this.wanted = wanted;
        this.packageName = packageName;
        this.reader = reader;
        this.skew = skew;
        this.mentioned = Pattern.compile("(?<![\\w.])" + Pattern.quote(packageName) + "(?![\\w.]*\\w)");
        this.crashes = new CrashReader(packageName);
        own.addAll(running);
    }

    /** Takes the next line of the log. */
    public void take(String text) {
        reader.read(text).ifPresent(this::take);
    }

    private void take(LogLine line) {
        noteProcess(line);
        if (matches.size() < MOST_MATCHES_OF_ALL) {
            wanted.apply(line.text()).ifPresent(text -> matches.add(new Match(line.process(), text)));
        }
        if (crashes.take(line, own.contains(line.process())) == CrashReader.Part.CRASH) {
            return;
        }
        if (SYSTEM_TAGS.contains(line.tag())) {
            if (mentioned.matcher(line.text()).find()
                    && END.matcher(line.text()).matches()) {
                keep(bySystem, new Kept(Kind.LINE, line, 0));
            }
            return;
        }
        Optional<Integer> status = HttpWords.status(line.text());
        if (HttpWords.trouble(line.text())) {
            keep(of(line.process()), new Kept(Kind.TROUBLE, line, 0));
        } else if (status.isPresent()) {
            keep(of(line.process()), new Kept(Kind.ANSWER, line, status.get()));
        } else if ("WEF".contains(line.level())) {
            keep(of(line.process()), new Kept(Kind.LINE, line, 0));
        }
    }

    private void noteProcess(LogLine line) {
        if (line.tag().equals("ActivityManager")) {
            Matcher started = STARTED.matcher(line.text());
            if (started.matches() && isOfApp(started.group(2))) {
                add(started.group(1));
            }
        } else if (line.tag().equals("AndroidRuntime") && line.text().startsWith("Process: ")) {
            if (line.text().startsWith("Process: " + packageName + ",")
                    || line.text().startsWith("Process: " + packageName + ":")) {
                own.add(line.process());
            }
        }
    }

    private void add(String process) {
        if (process.length() < 10) {
            own.add(Integer.parseInt(process));
        }
    }

    private boolean isOfApp(String process) {
        return process.equals(packageName) || process.startsWith(packageName + ":");
    }

    private Deque<Kept> of(int process) {
        Deque<Kept> lines = kept.computeIfAbsent(process, absent -> new ArrayDeque<>());
        if (kept.size() > MOST_PROCESSES) {
            kept.keySet().stream()
                    .filter(other -> other != process && !own.contains(other))
                    .findFirst()
                    .ifPresent(kept::remove);
        }
        return lines;
    }

    private static void keep(Deque<Kept> lines, Kept line) {
        lines.addLast(line);
        if (lines.size() > MOST_PER_PROCESS) {
            lines.removeFirst();
        }
    }

    /** What somebody looked for, in lines of the app: in their order, at most a hundred. */
    public List<String> matches() {
        return matches.stream()
                .filter(match -> own.contains(match.process()))
                .map(Match::text)
                .limit(MOST_MATCHES)
                .toList();
    }

    /**
     * What was found.
     *
     * @param device its serial
     * @param from since when the log was read, by our clock
     * @param complete whether the log reaches back that far
     */
    public DeviceLog result(String device, Instant from, boolean complete) {
        Optional<CrashReader.Crash> crash = crashes.crash();
        return new DeviceLog(
                device,
                crash.map(CrashReader.Crash::text),
                last(
                        Kind.ANSWER,
                        line -> new DeviceLog.Answer(
                                ours(line.line().at()),
                                line.status(),
                                HttpWords.url(line.line().text()),
                                cut(line.line().text()))),
                last(Kind.TROUBLE, line -> line(line.line())),
                last(Kind.LINE, line -> line(line.line())),
                from,
                complete,
                crash.map(end -> ours(end.at())));
    }

    private <T> List<T> last(Kind kind, Function<Kept, T> as) {
        List<Kept> all = java.util.stream.Stream.concat(
                        kept.entrySet().stream()
                                .filter(process -> own.contains(process.getKey()))
                                .flatMap(process -> process.getValue().stream()),
                        bySystem.stream())
                .filter(line -> line.kind() == kind)
                .sorted(Comparator.comparing(line -> line.line().at()))
                .toList();
        return all.subList(Math.max(0, all.size() - MOST_LINES), all.size()).stream()
                .map(as)
                .toList();
    }

    private DeviceLog.Line line(LogLine line) {
        return new DeviceLog.Line(ours(line.at()), line.level(), line.tag(), cut(line.text()));
    }

    private Instant ours(Instant device) {
        return device.minus(skew);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
