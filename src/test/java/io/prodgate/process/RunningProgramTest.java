package io.prodgate.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Time;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs real shells. */
@Timeout(60)
class RunningProgramTest {
    /** Tells the ids of a child that has lost its parent, and of one in a session of its own. */
    private static final String FAMILY = """
            (sh -c 'echo $$; exec sleep 600' &)
            (setsid sh -c 'echo $$; exec sleep 600' &)
            sleep 600
            """;

    private BufferedReader output = new BufferedReader(Reader.nullReader());

    @Test
    void closingEndsItWithAllThatItStarted() throws Exception {
        try (RunningProgram program = start(FAMILY)) {
            List<Long> children = List.of(number(), number());
            assertThat(program.ended()).isEmpty();
            program.close();
            assertThat(program.ended()).isPresent();
            assertThat(children).noneMatch(BoundedProcessTest::running);
        }
    }

    @Test
    void whoEndsByItselfSaysHow() throws Exception {
        try (RunningProgram program = start("echo 1; exit 7")) {
            assertThat(number()).isEqualTo(1);
            ProcessHandle.of(program.track().pid())
                    .ifPresent(handle -> handle.onExit().join());
            assertThat(program.ended()).hasValue(7);
        }
    }

    @Test
    void aTrackFindsItAgainAfterWeAreGone() throws Exception {
        try (RunningProgram program = start(FAMILY)) {
            List<Long> children = List.of(number(), number());
            assertThat(RunningProgram.end(program.track(), Time.system())).isTrue();
            assertThat(children).noneMatch(BoundedProcessTest::running);
            assertThat(RunningProgram.end(program.track(), Time.system())).isFalse();
        }
    }

    @Test
    void ifWeWereGoneBeforeItsIdWasKnownTheMarkFindsIt() throws Exception {
        try (RunningProgram program = start(FAMILY)) {
            List<Long> children = List.of(number(), number());
            RunningProgram.Track noted =
                    new RunningProgram.Track(0, Instant.EPOCH, program.track().mark());
            assertThat(RunningProgram.end(noted, Time.system())).isTrue();
            assertThat(children).noneMatch(BoundedProcessTest::running);
            assertThat(RunningProgram.end(noted, Time.system())).isFalse();
        }
    }

    @Test
    void whoOnlyHasTheSameIdIsLeftAlone() throws Exception {
        try (RunningProgram program = start("echo 1; exec sleep 600")) {
            assertThat(number()).isEqualTo(1);
            RunningProgram.Track track = program.track();
            RunningProgram.Track older =
                    new RunningProgram.Track(track.pid(), track.started().minus(Duration.ofMinutes(1)), track.mark());
            assertThat(RunningProgram.end(older, Time.system())).isFalse();
            assertThat(program.ended()).isEmpty();
        }
    }

    private RunningProgram start(String script) throws IOException {
        PipedInputStream in = new PipedInputStream(1 << 16);
        output = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        return RunningProgram.start(
                List.of("sh", "-c", script),
                RunningProgram.mark(Time.system()),
                Map.of("PATH", "/usr/bin:/bin"),
                new PipedOutputStream(in),
                Time.system());
    }

    private long number() throws IOException {
        return Long.parseLong(output.readLine());
    }
}
