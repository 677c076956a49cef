package io.prodgate.device.android;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An SDK whose programs are shell scripts: an {@code adb} that lists the devices it is told to and answers what devices in good health
 * answer unless it is told otherwise, and an {@code emulator} that appears in the list while it runs.
 */
final class FakeSdk implements AutoCloseable {
    private static final String ADB = """
        #!/bin/sh
        cd '%1$s' || exit 9
        echo "$*" >>calls
        case "$*" in
            "devices -l")
                cat devices
                for file in running/*; do
                    [ -f "$file" ] || continue
                    read -r pid <"$file"
                    # A process that nobody has taken note of yet is dead all the same.
                    if kill -0 "$pid" 2>/dev/null && ! grep -q '^State:.Z' /proc/$pid/status; then
                        echo "${file#running/} device product:fake"
                    fi
                done
                exit 0 ;;
            version)
                printf 'Android Debug Bridge version 1.0.41\nVersion %%s\n' "$(cat version)"
                exit 0 ;;
            "disconnect "*) grep -v "^$2 " devices >rest; mv rest devices; exit 0 ;;
            "connect "*) echo "$2 device" >>devices; exit 0 ;;
            "reconnect offline") [ -f healed ] && mv healed devices; exit 0 ;;
            *" reconnect") exit 0 ;;
        esac
        serial=$2
        shift 2
        told=answers/$(printf '%%s %%s' "$serial" "$*" | tr -c 'A-Za-z0-9._\\n' '_')
        if [ -f "$told" ]; then
            cat "$told"
            exit "$(cat "$told.code")"
        fi
        case "$*" in
            "shell getprop sys.boot_completed") echo 1 ;;
            "shell getprop ro.build.version.sdk") echo 34 ;;
            "shell getprop ro.product.cpu.abilist") echo x86_64,arm64-v8a ;;
            "shell getprop ro.product.model") echo Phone ;;
            "shell getprop "*) echo ;;
            "shell service check "*) echo "Service ${4}: found" ;;
            "shell settings get global http_proxy") echo null ;;
            "shell settings get "*) printf '1.0\\nnull\\n1.0\\n1.0\\n' ;;
            "shell date "*) cat clock ;;
            "shell pm path "*) exit 1 ;;
            "shell pm "*|"install "*) echo Success ;;
        esac
        exit 0
        """;

    private static final String EMULATOR = """
        #!/bin/sh
        cd '%1$s' || exit 9
        echo "emulator $*" >>calls
        if [ "$1" = -list-avds ]; then
            echo 'INFO    | Storing crashdata in: /tmp/android-x/emu-crash.db'
            cat avds
            exit 0
        fi
        mode=$(cat mode)
        if [ "$mode" = dies ]; then
            echo 'ERROR   | x86_64 emulation currently requires hardware acceleration!'
            exit 1
        fi
        if [ "$mode" = dies-once ]; then
            echo well >mode
            exit 1
        fi
        [ "$mode" = silent ] || echo $$ >running/emulator-$4
        exec sleep 600
        """;

    private final Path folder;
    private final Path sdk;
    private final ServerSocket server;

    FakeSdk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("state"));
        this.sdk = folder.resolve("sdk");
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
        Files.createDirectories(this.folder.resolve("running"));
        Files.createDirectories(this.folder.resolve("answers"));
        write("devices", "List of devices attached\n");
        write("avds", "");
        write("mode", "well");
        version("35.0.2-12147458");
        write("calls", "");
        clock(java.time.Instant.parse("2026-01-02T12:00:00Z"));
        program("platform-tools/adb", ADB.formatted(this.folder));
        program("emulator/emulator", EMULATOR.formatted(this.folder));
        program("cmdline-tools/latest/bin/avdmanager", """
            #!/bin/sh
            cd '%s' || exit 9
            echo "avdmanager $*" >>calls
            echo "$4" >>avds
            """.formatted(this.folder));
    }

    /** Stands in for the adb server: there is one. */
    private void listen() {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException e) {
            return; // The test is over.
        }
    }

    private void program(String name, String script) throws IOException {
        Path file = sdk.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The environment of a machine with it. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", "/usr/bin:/bin");
        environment.put("ANDROID_HOME", sdk.toString());
        environment.put("ANDROID_ADB_SERVER_PORT", String.valueOf(server.getLocalPort()));
        environment.put("XDG_STATE_HOME", folder.resolve("user").toString());
        return Map.copyOf(environment);
    }

    /** Attaches a device; in adb's words, such as {@code offline}. */
    void attach(String serial, String state) {
        write("devices", read("devices") + serial + " " + state + " transport_id:1\n");
    }

    /** Nothing is attached any more. */
    void detachAll() {
        write("devices", "List of devices attached\n");
    }

    /** What adb lists once it was told to reconnect what is offline. */
    void healsTo(String... lines) {
        write("healed", "List of devices attached\n" + String.join("\n", lines) + "\n");
    }

    /** What a device answers to one call of adb, such as {@code shell pm path com.example}. */
    void answer(String serial, String call, int code, String text) {
        String name = (serial + " " + call).replaceAll("[^A-Za-z0-9._]", "_");
        write("answers/" + name, text);
        write("answers/" + name + ".code", String.valueOf(code));
    }

    /** What the devices' clocks say. */
    void clock(java.time.Instant now) {
        write("clock", "%d %09d +0000%n".formatted(now.getEpochSecond(), now.getNano()));
    }

    /** What becomes of emulators: {@code well}, {@code dies}, {@code dies-once}, {@code silent} (never seen by adb). */
    void emulators(String mode) {
        write("mode", mode);
    }

    /** What adb calls its version. */
    void version(String version) {
        write("version", version);
    }

    void avd(String name) {
        write("avds", read("avds") + name + "\n");
    }

    void image(String image) throws IOException {
        Files.createDirectories(sdk.resolve(image.replace(';', '/')));
    }

    /** All calls of the programs so far; those of adb without its name. */
    List<String> calls() {
        return read("calls").lines().toList();
    }

    /** Calls that begin so. */
    List<String> calls(String start) {
        return calls().stream().filter(call -> call.startsWith(start)).toList();
    }

    /** The process ids of emulators that have come up and still run. */
    List<Long> runningEmulators() {
        List<Long> running = new ArrayList<>();
        try (var files = Files.list(folder.resolve("running"))) {
            files.map(file ->
                            Long.parseLong(read("running/" + file.getFileName()).strip()))
                    .filter(pid ->
                            ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                    .forEach(running::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return running;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        runningEmulators().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
