package io.prodgate.device.adb;

import io.prodgate.device.DeviceException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calls {@code adb}. Every call is bounded in time; what a device answers is told, not judged. */
public final class Adb {
    /** How long a question to a device or to adb may take. */
    public static final Duration QUICK = Duration.ofSeconds(15);

    private final Path program;
    private final AdbServer server;
    private final Programs programs;

    /**
     * The adb of an SDK.
     *
     * @throws DeviceException if there is none
     */
    public static Adb of(AndroidSdk sdk, Programs programs) throws DeviceException {
        Path program = sdk.adb()
                .orElseThrow(() -> new DeviceException(
                        "adb is not installed",
                        "PATH and ANDROID_HOME",
                        "install the Android platform-tools (Debian: apt-get install adb) or set ANDROID_HOME"));
        return new Adb(program, new AdbServer(program, sdk), programs);
    }

    private Adb(Path program, AdbServer server, Programs programs) {
        this.program = program;
        this.server = server;
        this.programs = programs;
    }

    /** Where the program is. */
    public Path program() {
        return program;
    }

    /** Its own version, such as {@code 29.0.6-debian}; empty text if it does not tell. */
    public String version() throws DeviceException, InterruptedException {
        Matcher version = Pattern.compile("(?m)^Version (\\S+)")
                .matcher(programs.run(List.of(program.toString(), "version"), QUICK)
                        .output());
        return version.find() ? version.group(1) : "";
    }

    /**
     * What is attached.
     *
     * @throws DeviceException if adb itself does not answer
     */
    public List<Listed> devices() throws DeviceException, InterruptedException {
        Programs.Answer answer = host(QUICK, "devices", "-l");
        if (!answer.ok()) {
            throw new DeviceException(
                    "adb does not list devices: " + answer.words(),
                    program.toString(),
                    "run 'adb kill-server' and 'adb devices' by hand");
        }
        return Listed.read(answer.output());
    }

    /** Asks adb itself. */
    public Programs.Answer host(Duration limit, String... arguments) throws DeviceException, InterruptedException {
        server.ensure();
        return programs.run(command(List.of(), List.of(arguments)), limit);
    }

    /** Asks adb about one device. */
    public Programs.Answer on(String serial, Duration limit, String... arguments)
            throws DeviceException, InterruptedException {
        server.ensure();
        return programs.run(command(List.of("-s", serial), List.of(arguments)), limit);
    }

    /** Asks the shell of a device. */
    public Programs.Answer shell(String serial, Duration limit, String command)
            throws DeviceException, InterruptedException {
        return on(serial, limit, "shell", command);
    }

    /** Asks the shell of a device for something long: it goes to {@code output} as it comes. */
    public Programs.Answer shell(String serial, Duration limit, String command, OutputStream output)
            throws DeviceException, InterruptedException {
        server.ensure();
        return programs.run(command(List.of("-s", serial), List.of("shell", command)), limit, output);
    }

    private List<String> command(List<String> to, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(to);
        command.addAll(arguments);
        return command;
    }
}
