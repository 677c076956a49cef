package io.prodgate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line without its framework as a program of its own, which can be killed. It starts its guards as itself. */
final class EarnestProcess {
    private EarnestProcess() {}

    /** Arguments: those of prodgate. */
    public static void main(String[] arguments) {
        System.setProperty("quarkus.application.version", "0.1.0");
        Shell.Result result = Shell.inEarnest(System.getenv()).run(arguments);
        System.out.print(result.out() + result.err());
        System.out.flush();
        System.exit(result.exitCode());
    }

    /** Starts it; everything it prints at its end goes into a file. */
    static Process start(Map<String, String> environment, Path output, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                EarnestProcess.class.getName()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What a run has started, its guard first of all. The run stands still from then on, so that nothing is missed. */
    static List<ProcessHandle> startedBy(Process run) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(run.pid()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return run.descendants().toList();
    }
}
