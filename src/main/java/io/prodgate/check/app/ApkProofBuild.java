package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.plan.Durations;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.Inherited;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes the APK before it is proven. That it cannot be made is no fault of production. */
final class ApkProofBuild {
    private final ApkProofPlan plan;
    private final ApkProofPlan.Build build;
    private final Map<String, String> environment;

    /**
     * A build.
     *
     * @param environment our own, which the command gets
     */
    ApkProofBuild(ApkProofPlan plan, ApkProofPlan.Build build, Map<String, String> environment) {
        this.plan = plan;
        this.build = build;
        this.environment = Map.copyOf(environment);
    }

    /** Runs it; true if it says that it went well. What it printed and why it failed is in the attempt's log. */
    boolean run(Attempt attempt) throws InterruptedException {
        Inherited.secrets(environment).forEach(attempt.log()::learn);
        Instant started = attempt.time().now();
        Duration left = Duration.between(started, attempt.deadline());
        Duration most = build.within().compareTo(left) < 0 ? build.within() : left;
        Tail tail = new Tail();
        if (!most.isPositive()) {
            return failed(
                    attempt,
                    "there was no time left to build the APK",
                    "raise the check's deadline or the run's budget");
        }
        attempt.news().accept("building the APK");
        try {
            BoundedProcess.End end = new BoundedProcess(environment, Optional.of(build.folder()), most, attempt.time())
                    .run(build.command(), tail);
            return switch (end) {
                case BoundedProcess.End.Exited exited -> {
                    attempt.log()
                            .add(evidence(attempt, ProcessRun.End.EXITED, Optional.of(exited.code()), tail, started));
                    yield exited.code() == 0
                            || failed(
                                    attempt,
                                    "the build of the APK failed: '" + build.line() + "' ended with exit code "
                                            + exited.code(),
                                    "read the end of its output; production was not asked for anything");
                }
                case BoundedProcess.End.OutOfTime() -> {
                    attempt.log().add(evidence(attempt, ProcessRun.End.OUT_OF_TIME, Optional.empty(), tail, started));
                    yield failed(
                            attempt,
                            "the build of the APK took longer than " + Durations.format(most) + ": '" + build.line()
                                    + "'",
                            "raise 'within' and the check's deadline, or build the APK in a job before this one");
                }
            };
        } catch (IOException e) {
            attempt.log().add(evidence(attempt, ProcessRun.End.NOT_STARTED, Optional.empty(), tail, started));
            return failed(
                    attempt,
                    "the build of the APK could not be started in " + build.folder() + ": " + e.getMessage(),
                    "see that there is a shell (sh) on the PATH, and the folder");
        }
    }

    private boolean failed(Attempt attempt, String what, String todo) {
        attempt.log().add(new Misconfiguration(what, plan.at().toString(), todo));
        return false;
    }

    private ProcessRun evidence(
            Attempt attempt, ProcessRun.End end, Optional<Integer> exitCode, Tail tail, Instant started) {
        return new ProcessRun(
                build.line(),
                end,
                exitCode,
                attempt.log().redactor().redact(tail.text()),
                tail.bytes(),
                Optional.empty(),
                started,
                Duration.between(started, attempt.time().now()));
    }

    /** Keeps the end of what is written to it: there a build says why it failed. Safe for use by several threads. */
    static final class Tail extends OutputStream {
        private static final int KEPT = 16 << 10;

        private final byte[] ring = new byte[KEPT];
        private long written;

        @Override
        public synchronized void write(int unit) {
            ring[(int) (written % KEPT)] = (byte) unit;
            written++;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            for (int i = Math.max(0, length - KEPT); i < length; i++) {
                ring[(int) ((written + i) % KEPT)] = bytes[offset + i];
            }
            written += length;
        }

        synchronized long bytes() {
            return written;
        }

        /** The end as text; of what was cut the first line is left out, so that no half of a secret is shown. */
        synchronized String text() {
            int length = (int) Math.min(written, KEPT);
            byte[] end = new byte[length];
            for (int i = 0; i < length; i++) {
                end[i] = ring[(int) ((written - length + i) % KEPT)];
            }
            String text = new String(end, StandardCharsets.UTF_8);
            int line = text.indexOf('\n');
            return written <= KEPT ? text : "…" + (line < 0 ? "" : text.substring(line));
        }
    }
}
