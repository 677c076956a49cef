package io.prodgate.device.adb;

import io.prodgate.device.DeviceException;
import io.prodgate.evidence.DeviceReading.State;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Maestro gets to see of adb's devices. It asks port 5037 of this machine, whatever the environment says, and then every device
 * that is listed there; one that does not answer ends that, and hides all others. So where there is one, or where adb's server is
 * somewhere else, Maestro's Java is led past it: to the device it is to use, and to no other. Else nothing is done.
 *
 * @see <a href="https://github.com/mobile-dev-inc/dadb/issues/62">dadb issue 62: a device that is offline</a>
 * @see <a href="https://github.com/mobile-dev-inc/Maestro/issues/3461">Maestro issue 3461: the port of the adb server</a>
 */
public final class AdbSight implements AutoCloseable {
    private static final int MILLIS = 5000;

    /** Where Java's options may stand; the first two are read by Maestro's script. */
    private static final List<String> OPTIONS =
            List.of("JAVA_OPTS", "MAESTRO_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private final Optional<LoneDevice> alone;

    private AdbSight(Optional<LoneDevice> alone) {
        this.alone = alone;
    }

    /**
     * Looks whether Maestro could find a device by itself; if not, shows it the device until this is closed.
     *
     * @param serial the device's
     * @param environment Maestro's
     * @throws DeviceException if Maestro could not, and cannot be helped
     */
    public static AdbSight of(String serial, Map<String, String> environment) throws DeviceException {
        return of(serial, environment, AndroidSdk.MAESTRO_ADB_PORT);
    }

    /** The same for a Maestro that asks another port. */
    static AdbSight of(String serial, Map<String, String> environment, int asked) throws DeviceException {
        InetSocketAddress server = new AndroidSdk(environment).server().orElseThrow(AdbSight::unreachable);
        Optional<DeviceException> hidden = hidden(server, asked, serial);
        if (hidden.isEmpty()) {
            return new AdbSight(Optional.empty());
        }
        if (hasProxy(environment)) {
            throw hidden.get();
        }
        try {
            return new AdbSight(Optional.of(new LoneDevice(serial, server, asked)));
        } catch (IOException e) {
            throw hidden.get();
        }
    }

    /** What Maestro's Java has to be told; nothing if it finds the device by itself. */
    public List<String> javaOptions() {
        return alone.map(LoneDevice::javaOptions).orElse(List.of());
    }

    private static Optional<DeviceException> hidden(InetSocketAddress server, int asked, String serial) {
        boolean here = server.getAddress() != null && server.getAddress().isLoopbackAddress();
        if (!here || server.getPort() != asked) {
            return Optional.of(new DeviceException(
                    "Maestro looks for adb's server only at port " + asked + " of this machine",
                    server.getHostString() + ":" + server.getPort(),
                    "take the SOCKS proxy out of Maestro's Java options, or unset ANDROID_ADB_SERVER_PORT and"
                            + " ADB_SERVER_SOCKET"));
        }
        return listed(server).stream()
                .filter(device ->
                        device.state() != State.DEVICE && !device.serial().equals(serial))
                .findFirst()
                .map(device -> new DeviceException(
                        "adb lists " + device.serial() + " as " + device.word()
                                + ", and one such device hides all others from Maestro",
                        device.serial(),
                        device.todo() + "; or take the SOCKS proxy out of Maestro's Java options"));
    }

    private static DeviceException unreachable() {
        return new DeviceException(
                "ADB_SERVER_SOCKET names no TCP port, and Maestro knows no other way to adb's server",
                "ADB_SERVER_SOCKET",
                "unset it, or give it the form tcp:HOST:PORT");
    }

    /** Nothing if the server does not answer: Maestro starts it, or says so. */
    private static List<Listed> listed(InetSocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, MILLIS);
            socket.setSoTimeout(MILLIS);
            AdbTalk.say(socket.getOutputStream(), AdbTalk.DEVICES);
            return Listed.read(AdbTalk.answer(socket.getInputStream()));
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean hasProxy(Map<String, String> environment) {
        return OPTIONS.stream()
                .anyMatch(name -> environment.getOrDefault(name, "").contains("socksProxyHost"));
    }

    @Override
    public void close() {
        alone.ifPresent(LoneDevice::close);
    }
}
