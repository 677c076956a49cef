package io.prodgate.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the numbers were measured on; without it they say nothing.
 *
 * @param system name and version of the operating system and its architecture
 * @param processor the processor's model, where the system tells it
 * @param processors how many of them the JVM may use
 * @param memoryMiB main memory
 * @param java version of the JVM
 * @param load processes that wanted to run in the last minute before the benchmarks; negative if unknown
 */
record Machine(String system, String processor, int processors, long memoryMiB, String java, double load) {
    static Machine here() {
        var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                bean.getName() + " " + bean.getVersion() + " " + bean.getArch(),
                processorModel(),
                bean.getAvailableProcessors(),
                bean.getTotalMemorySize() >> 20,
                Runtime.version().toString(),
                bean.getSystemLoadAverage());
    }

    private static String processorModel() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
