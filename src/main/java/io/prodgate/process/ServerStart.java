package io.prodgate.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a server by a program that leaves it behind on purpose, such as {@code adb start-server}: nothing of it is ended. */
public final class ServerStart {
    private ServerStart() {}

    /**
     * Runs the program that starts the server; its output goes nowhere, as the server would keep it open.
     *
     * @param environment all that it sees of the environment
     * @param limit how long the program may take
     * @return whether it ended well in time
     * @throws IOException if it cannot be started
     */
    public static boolean run(List<String> command, Map<String, String> environment, Duration limit)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }
}
