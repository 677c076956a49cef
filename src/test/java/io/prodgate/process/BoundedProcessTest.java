package io.prodgate.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs real shells. Processes tell their ids through named pipes, so that nobody has to wait for a while and hope. */
@Timeout(60)
class BoundedProcessTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final CappedBytes output = new CappedBytes(1 << 20);

    @Test
    void bothChannelsComeInTheOrderWritten() throws Exception {
        assertThat(run(LONG, "echo one; echo two >&2; echo three; exit 3"))
                .isEqualTo(new BoundedProcess.End.Exited(3, 0));
        assertThat(output.text()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void theChannelsCanBeKeptApart() throws Exception {
        CappedBytes errors = new CappedBytes(10);
        process(LONG).run(List.of("sh", "-c", "echo one; echo two >&2"), output, errors);
        assertThat(output.text()).isEqualTo("one\n");
        assertThat(errors.text()).isEqualTo("two\n");
    }

    @Test
    void thereIsNothingToReadAndOnlyTheEnvironmentGiven() throws Exception {
        run(LONG, "cat; pwd; echo \"$OWN $HOME\"");
        assertThat(output.text()).isEqualTo(folder.toRealPath() + "\nmine \n");
    }

    @Test
    void anEndBySignalIsToldAsShellsDo() throws Exception {
        assertThat(run(LONG, "kill -KILL $$")).isEqualTo(new BoundedProcess.End.Exited(137, 0));
    }

    @Test
    void aProgramThatIsNotThereCannotBeStarted() {
        assertThatThrownBy(() -> process(LONG).run(List.of("/nowhere/program"), output))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whoTakesTooLongIsEnded() throws Exception {
        assertThat(run(Duration.ofMillis(200), "sleep 600")).isEqualTo(new BoundedProcess.End.OutOfTime());
    }

    @Test
    void theWholeTreeIsEndedAlsoWhoDoesNotListen() throws Exception {
        Path pids = pipe();
        // One child ignores being asked, one lost its parent, one has a session of its own and closed its output.
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", """
                trap '' TERM
                sh -c 'trap "" TERM; echo $$ > %1$s; while :; do sleep 600; done' &
                (sh -c 'echo $$ > %1$s; exec sleep 600' &)
                (setsid sh -c 'echo $$ > %1$s; exec sleep 600' > /dev/null 2>&1 &)
                while :; do sleep 600; done
                """.formatted(pids)).directory(folder.toFile());
        builder.environment().put(ProcessTree.VARIABLE, "of-this-test");
        Process process = builder.start();
        List<Long> children = read(pids, 3);
        assertThat(new ProcessTree(Optional.of(process.toHandle()), "of-this-test", Time.system()).end())
                .isGreaterThanOrEqualTo(4);
        assertGone(children);
        assertThat(process.waitFor()).isEqualTo(137);
    }

    @Test
    void anInterruptEndsTheWholeTree() throws Exception {
        Path pids = pipe();
        AtomicReference<Object> end = new AtomicReference<>();
        Thread runner = Thread.ofVirtual().start(() -> end.set(result(LONG, """
                (setsid sh -c 'echo $$ > %1$s; exec sleep 600' &)
                sh -c 'echo $$ > %1$s; exec sleep 600' &
                wait
                """.formatted(pids))));
        List<Long> children = read(pids, 2);
        runner.interrupt();
        runner.join();
        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        assertGone(children);
    }

    @Test
    void aChildThatKeepsTheOutputOpenDoesNotHoldUpTheEnd() throws Exception {
        Path pids = pipe();
        AtomicReference<Object> end = new AtomicReference<>();
        Thread runner = Thread.ofVirtual().start(() -> end.set(result(LONG, """
                (sh -c 'echo $$ > %1$s; exec sleep 600' &)
                echo done
                """.formatted(pids))));
        List<Long> children = read(pids, 1);
        runner.join();
        assertThat(end.get()).isEqualTo(new BoundedProcess.End.Exited(0, 1));
        assertThat(output.text()).isEqualTo("done\n");
        assertGone(children);
    }

    @Test
    void whatAChildStillHasToSayAfterTheEndIsHeard() throws Exception {
        Path gate = pipe();
        // The child speaks only after its parent has gone: then somebody else is its parent.
        String child = "read x < %s; while kill -0 \"$0\" 2>/dev/null; do :; done; echo late".formatted(gate);
        BoundedProcess patient = new BoundedProcess(
                Map.of("PATH", "/usr/bin:/bin"), Optional.of(folder), LONG, Time.system(), Duration.ofSeconds(50));
        String script = "sh -c '" + child + "' $$ & echo go > " + gate;
        assertThat(patient.run(List.of("sh", "-c", script), output)).isEqualTo(new BoundedProcess.End.Exited(0, 0));
        assertThat(output.text()).isEqualTo("late\n");
    }

    @Test
    void outputThatNobodyCanTakeDoesNotStopTheProgram() throws Exception {
        var refusing = new java.io.OutputStream() {
            @Override
            public void write(int unit) throws IOException {
                throw new IOException("no space left");
            }
        };
        assertThat(process(LONG).run(List.of("sh", "-c", "head -c 1000000 /dev/zero; exit 5"), refusing))
                .isEqualTo(new BoundedProcess.End.Exited(5, 0));
    }

    private BoundedProcess.End run(Duration timeout, String script) throws Exception {
        return process(timeout).run(List.of("sh", "-c", script), output);
    }

    /** How it ended, or what was thrown instead. */
    private Object result(Duration timeout, String script) {
        try {
            return run(timeout, script);
        } catch (Exception e) {
            return e;
        }
    }

    private BoundedProcess process(Duration timeout) {
        return new BoundedProcess(
                Map.of("PATH", "/usr/bin:/bin", "OWN", "mine"), Optional.of(folder), timeout, Time.system());
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        return pipe;
    }

    /** So many process ids; blocks until they were written. */
    private static List<Long> read(Path pipe, int count) throws IOException {
        List<Long> pids = new java.util.ArrayList<>();
        while (pids.size() < count) {
            Files.readString(pipe).lines().map(Long::parseLong).forEach(pids::add);
        }
        return pids;
    }

    private static void assertGone(List<Long> pids) {
        assertThat(pids).allSatisfy(pid -> assertThat(running(pid)).isFalse());
    }

    /** Whether a process still runs; one that has ended and waits for its parent to take note does not. */
    static boolean running(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return false;
        }
    }
}
