package io.prodgate.device.maestro;

import io.prodgate.device.maestro.FlowRunner.FlowProgress;
import io.prodgate.evidence.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows a running Maestro: its common log says which flow and step began, its output which flow ended. Tells the progress and whether
 * the flow under way takes too long. Used by two threads.
 */
final class FlowWatch {
    /** How long Maestro may take before the first flow begins: it starts its driver. */
    static final Duration START_UP = Duration.ofMinutes(3);

    private static final int PIECE = 256 << 10;
    private static final int LONGEST_LINE = 8_192;
    private static final Pattern FLOW = Pattern.compile("\\bRunning flow (.+?)\\s*$");
    private static final Pattern STEP =
            Pattern.compile("(?:onCommandStart|runFlow|\\$\\w+|invoke\\w*): +(.{1,300}?) RUNNING\\s*$");
    private static final Pattern ENDED = Pattern.compile("^(?:\\[shard \\d+] )?\\[(?:Passed|Failed|Warned)] (.*)$");
    private static final Set<String> OWN_STEPS = Set.of("Define variables", "Apply configuration");

    private final Path log;
    private final List<Flow> flows;
    private final FlowProgress progress;
    private final Time time;
    private final Map<String, Instant> begun = new LinkedHashMap<>();
    private final Lines lines = new Lines();
    private long offset;
    private Optional<String> current = Optional.empty();
    private Instant since;
    private boolean any;

    /**
     * A watch that begins now.
     *
     * @param debug the folder named to {@code --debug-output}
     */
    FlowWatch(Path debug, List<Flow> flows, FlowProgress progress, Time time) {
        this.log = debug.resolve("maestro.log");
        this.flows = flows;
        this.progress = progress;
        this.time = time;
        this.since = time.now();
    }

    /** Takes the process's standard output. */
    OutputStream output() {
        return new OutputStream() {
            private final Lines printed = new Lines();

            @Override
            public void write(int unit) {
                write(new byte[] {(byte) unit}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int start, int length) {
                printed.add(new String(bytes, start, length, StandardCharsets.UTF_8), FlowWatch.this::printed);
            }
        };
    }

    /** Reads what the log has got since the last time. */
    void look() {
        if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] piece = new byte[PIECE];
            file.seek(offset);
            for (int read = file.read(piece); read > 0; read = file.read(piece)) {
                offset += read;
                lines.add(new String(piece, 0, read, StandardCharsets.UTF_8), this::logged);
            }
        } catch (IOException e) {
            // Progress only; the next look may succeed.
        }
    }

    private void logged(String line) {
        Matcher flow = FLOW.matcher(line);
        if (flow.find()) {
            flows.stream()
                    .map(Flow::name)
                    .filter(name -> name.equals(flow.group(1).strip()))
                    .findFirst()
                    .ifPresent(this::begins);
            return;
        }
        Matcher step = STEP.matcher(line);
        if (step.find() && !OWN_STEPS.contains(step.group(1))) {
            String name = now().orElse(flows.getFirst().name());
            progress.at(name, step.group(1));
        }
    }

    private synchronized Optional<String> now() {
        return current;
    }

    private void begins(String name) {
        synchronized (this) {
            any = true;
            current = Optional.of(name);
            since = time.now();
            begun.putIfAbsent(name, since);
        }
        progress.at(name, "begins");
    }

    private void printed(String line) {
        Matcher ended = ENDED.matcher(line);
        if (!ended.find()) {
            return;
        }
        String rest = ended.group(1);
        for (Flow flow : flows) {
            if (rest.equals(flow.name()) || rest.startsWith(flow.name() + " (")) {
                ends(flow.name());
                return;
            }
        }
    }

    private synchronized void ends(String name) {
        any = true;
        begun.putIfAbsent(name, since);
        since = time.now();
        current = Optional.empty();
    }

    /** When each flow began that was seen to. */
    synchronized Map<String, Instant> begun() {
        return Map.copyOf(begun);
    }

    /** The flow under way if it takes longer than that, or a word for what comes before and between flows. */
    synchronized Optional<String> overdue(Duration perFlow) {
        Duration most = any ? perFlow : perFlow.plus(START_UP);
        if (Duration.between(since, time.now()).compareTo(most) <= 0) {
            return Optional.empty();
        }
        return Optional.of(current.map(name -> "the flow '" + name + "'").orElse("what Maestro does between flows"));
    }

    /** Cuts text into lines, whatever pieces it comes in; of an endless line only the beginning counts. */
    private static final class Lines {
        private final StringBuilder rest = new StringBuilder();

        void add(String text, java.util.function.Consumer<String> to) {
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if (letter == '\n') {
                    to.accept(rest.toString());
                    rest.setLength(0);
                } else if (rest.length() < LONGEST_LINE) {
                    rest.append(letter);
                }
            }
        }
    }
}
