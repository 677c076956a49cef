package io.prodgate.device.adb;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the Android tools are: below {@code ANDROID_HOME} or {@code ANDROID_SDK_ROOT}, else on the {@code PATH}, else where Android
 * Studio puts them.
 *
 * @see <a href="https://developer.android.com/tools/variables">Environment variables of the Android tools</a>
 */
public final class AndroidSdk {
    /** The port at which Maestro looks for adb, whatever the environment says (Maestro issue 3461); {@link AdbSight} leads it elsewhere. */
    public static final int MAESTRO_ADB_PORT = 5037;

    private static final Pattern TCP_SOCKET = Pattern.compile("tcp:(?:\\[?([^\\]]+?)\\]?:)?(\\d{1,5})");
    private static final int MOST_PORT = 65_535;

    private final Map<String, String> environment;

    /** The tools of an environment. */
    public AndroidSdk(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The folder of the SDK, if there is one. */
    public Optional<Path> root() {
        return Stream.concat(named(), usual()).filter(Files::isDirectory).findFirst();
    }

    private Stream<Path> named() {
        return Stream.of("ANDROID_HOME", "ANDROID_SDK_ROOT")
                .flatMap(name -> variable(name).stream())
                .map(Path::of);
    }

    private Stream<Path> usual() {
        return Stream.concat(
                variable("HOME").stream()
                        .flatMap(home ->
                                Stream.of(Path.of(home, "Android", "Sdk"), Path.of(home, "Library", "Android", "sdk"))),
                Stream.of(Path.of("/usr/lib/android-sdk")));
    }

    /** The program {@code adb}. */
    public Optional<Path> adb() {
        return tool("adb", "platform-tools");
    }

    /** The program {@code emulator}. */
    public Optional<Path> emulator() {
        return tool("emulator", "emulator");
    }

    /** The program {@code avdmanager}, which creates AVDs. */
    public Optional<Path> avdManager() {
        List<String> folders = new ArrayList<>(List.of("cmdline-tools/latest/bin"));
        root().map(root -> names(root.resolve("cmdline-tools")))
                .ifPresent(versions ->
                        versions.reversed().forEach(version -> folders.add("cmdline-tools/" + version + "/bin")));
        folders.add("tools/bin");
        return tool("avdmanager", folders.toArray(String[]::new));
    }

    private Optional<Path> tool(String program, String... folders) {
        Stream<Path> inSdk = named().flatMap(root -> below(root, program, folders));
        Stream<Path> onPath = variable("PATH").stream()
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator, -1)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program));
        Stream<Path> elsewhere = usual().flatMap(root -> below(root, program, folders));
        return Stream.of(inSdk, onPath, elsewhere)
                .flatMap(candidates -> candidates)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> below(Path root, String program, String... folders) {
        return Arrays.stream(folders).map(folder -> root.resolve(folder).resolve(program));
    }

    /**
     * Whether a system image is installed.
     *
     * @param image the SDK's name of it: {@code system-images;android-34;google_apis;x86_64}
     */
    public boolean has(String image) {
        return image.matches("[\\w.;-]+")
                && !image.contains("..")
                && root().filter(root -> Files.isDirectory(root.resolve(image.replace(';', '/'))))
                        .isPresent();
    }

    /** The system images that are installed, by the SDK's names. */
    public List<String> images() {
        List<String> images = new ArrayList<>();
        root().map(root -> root.resolve("system-images"))
                .ifPresent(top -> names(top)
                        .forEach(api -> names(top.resolve(api))
                                .forEach(variant -> names(top.resolve(api).resolve(variant))
                                        .forEach(abi ->
                                                images.add(String.join(";", "system-images", api, variant, abi))))));
        return List.copyOf(images);
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names = new ArrayList<>(entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .toList());
            Collections.sort(names);
            return names;
        } catch (IOException e) {
            return List.of(); // A folder that cannot be read is as good as none.
        }
    }

    /** The port of the adb server: {@code ANDROID_ADB_SERVER_PORT}, or 5037. */
    public int serverPort() {
        return variable("ANDROID_ADB_SERVER_PORT")
                .filter(port -> port.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .filter(port -> port <= MOST_PORT)
                .orElse(MAESTRO_ADB_PORT);
    }

    /** True if adb talks to a server that is somewhere else than on a port of this machine ({@code ADB_SERVER_SOCKET}). */
    public boolean serverElsewhere() {
        return variable("ADB_SERVER_SOCKET").isPresent();
    }

    /** Where the adb server listens, by {@code ADB_SERVER_SOCKET} or its port; empty if it is no TCP port. */
    public Optional<InetSocketAddress> server() {
        Optional<String> socket = variable("ADB_SERVER_SOCKET");
        if (socket.isEmpty()) {
            return Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort()));
        }
        Matcher tcp = TCP_SOCKET.matcher(socket.get());
        return tcp.matches() && Integer.parseInt(tcp.group(2)) <= MOST_PORT
                ? Optional.of(new InetSocketAddress(
                        tcp.group(1) == null ? "localhost" : tcp.group(1), Integer.parseInt(tcp.group(2))))
                : Optional.empty();
    }

    /** What the Android tools get to see of the environment: nothing of what may be a secret of production. */
    public Map<String, String> environment() {
        Map<String, String> passed = new TreeMap<>();
        List<String> names = List.of(
                "PATH",
                "HOME",
                "USER",
                "LOGNAME",
                "SHELL",
                "LANG",
                "LC_ALL",
                "TMPDIR",
                "DISPLAY",
                "JAVA_HOME",
                "LD_LIBRARY_PATH");
        environment.forEach((name, value) -> {
            if (names.contains(name)
                    || name.startsWith("ANDROID_")
                    || name.startsWith("ADB_")
                    || name.startsWith("QEMU_")
                    || name.startsWith("XDG_")) {
                passed.put(name, value);
            }
        });
        return Map.copyOf(passed);
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
