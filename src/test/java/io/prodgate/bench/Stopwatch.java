package io.prodgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Runs a command again and again and measures it from outside. */
final class Stopwatch {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    /** How often memory and CPU time are looked at; the last bit of CPU time before the end can be missing. */
    private static final long LOOK_EVERY_MILLIS = 5;

    private final Path directory;
    private final Map<String, String> environment;

    Stopwatch(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /**
     * Runs the command {@code warmUps} times unmeasured, {@code runs} times for the time it takes, and once more for CPU time
     * and memory: to look at those again and again costs the short runs a part of their time. Each must end with code 0.
     */
    Measurement measure(String name, int warmUps, int runs, OptionalLong goalMillis, List<String> command)
            throws IOException, InterruptedException {
        List<Long> millis = new ArrayList<>();
        for (int i = -warmUps; i < runs; i++) {
            long took = run(command, Optional.empty());
            if (i >= 0) {
                millis.add(took);
            }
        }
        Usage usage = new Usage();
        run(command, Optional.of(usage));
        return new Measurement(name, millis, usage.cpuMillis, usage.maxRssMiB, goalMillis);
    }

    private long run(List<String> command, Optional<Usage> usage) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GITHUB_"));
        builder.environment().putAll(environment);
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        while (usage.isPresent() && !process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            usage.get().look(process);
        }
        if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(command + " did not end within " + DEADLINE);
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    command + " ended with code " + process.exitValue() + ":\n" + Files.readString(output));
        }
        Files.delete(output);
        return took;
    }

    private static final class Usage {
        OptionalLong cpuMillis = OptionalLong.empty();
        OptionalLong maxRssMiB = OptionalLong.empty();

        void look(Process process) throws IOException {
            process.info().totalCpuDuration().ifPresent(cpu -> cpuMillis = OptionalLong.of(cpu.toMillis()));
            Path status = Path.of("/proc/" + process.pid() + "/status");
            if (!Files.isReadable(status)) {
                return;
            }
            for (String line : readLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    maxRssMiB = OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) >> 10);
                }
            }
        }

        /** Empty if the process ended between looking and reading. */
        private static List<String> readLines(Path status) {
            try {
                return Files.readAllLines(status);
            } catch (IOException e) {
                return List.of();
            }
        }
    }
}
