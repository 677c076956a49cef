package io.prodgate.device.emulator;

import io.prodgate.device.DeviceException;
import io.prodgate.evidence.Time;
import io.prodgate.process.RunningProgram;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An emulator of our own. It is started with nothing of an earlier run left to it but what its AVD holds. */
public final class Emulator implements AutoCloseable {
    private final int port;
    private final Avds.Avd avd;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Time time;
    private final Consumer<RunningProgram.Track> note;
    private volatile Optional<RunningProgram> program = Optional.empty();
    private volatile LastLines said = new LastLines();

    /**
     * An emulator that is not started yet.
     *
     * @param port of its console
     * @param note told how to find it again, before and after each start
     */
    Emulator(
            int port,
            Avds.Avd avd,
            List<String> command,
            Map<String, String> environment,
            Time time,
            Consumer<RunningProgram.Track> note) {
        this.port = port;
        this.avd = avd;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.time = time;
        this.note = note;
    }

    /** The name adb knows it by. */
    public String serial() {
        return "emulator-" + port;
    }

    /** Its AVD's name. */
    public String avd() {
        return avd.name();
    }

    /** True if what is switched over in it is still so when it is started the next time: by its user, that is. */
    public boolean keepsSettings() {
        return !avd.created() && !command.contains("-read-only");
    }

    /** Starts it, in place of the one before if there was one. */
    public synchronized void start() throws DeviceException {
        close();
        said = new LastLines();
        String mark = RunningProgram.mark(time);
        note.accept(new RunningProgram.Track(0, java.time.Instant.EPOCH, mark));
        try {
            RunningProgram started = RunningProgram.start(command, mark, environment, said.output(), time);
            program = Optional.of(started);
            note.accept(started.track());
        } catch (IOException e) {
            throw new DeviceException(
                    "the emulator cannot be started: " + e.getMessage(),
                    command.getFirst(),
                    "check that the SDK's emulator is installed for this machine");
        }
    }

    /** Why it does not run any more, in its own words; empty if it runs. */
    public synchronized Optional<String> ended() {
        return program.filter(running -> running.ended().isPresent())
                .map(running -> "the emulator ended with exit code "
                        + running.ended().orElse(-1) + (said.words().isEmpty() ? "" : ": " + said.words()));
    }

    /** What it said last. */
    public synchronized String words() {
        return said.words();
    }

    /** Ends it with all that it started. */
    @Override
    public synchronized void close() {
        program.ifPresent(RunningProgram::close);
        program = Optional.empty();
    }

    /** Ends it at once, for when there is no time left. Takes no lock: whoever holds it may be waiting. */
    public void kill() {
        program.ifPresent(RunningProgram::kill);
    }
}
