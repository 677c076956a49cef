package io.prodgate.device.adb;

import io.prodgate.device.DeviceException;
import io.prodgate.process.ServerStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The adb server, which all of this machine that talk to devices share. It is started if nobody has, and left running, as every use
 * of {@code adb} does: others may have come to rely on it meanwhile. It must not be started by an ordinary call of ours: whose
 * processes are all ended with it.
 */
final class AdbServer {
    private static final Duration START = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 2000;

    private final Path adb;
    private final Map<String, String> environment;
    private final int port;
    private final boolean elsewhere;

    /** The server of an SDK. */
    AdbServer(Path adb, AndroidSdk sdk) {
        this.adb = adb;
        this.environment = sdk.environment();
        this.port = sdk.serverPort();
        this.elsewhere = sdk.serverElsewhere();
    }

    /** Sees to it that it runs. */
    synchronized void ensure() throws DeviceException, InterruptedException {
        if (elsewhere || listens()) {
            return;
        }
        try {
            ServerStart.run(List.of(adb.toString(), "start-server"), environment, START);
        } catch (IOException e) {
            throw new DeviceException(
                    "adb cannot be started: " + e.getMessage(), adb.toString(), "install the Android platform-tools");
        }
        if (!listens()) {
            throw new DeviceException(
                    "the adb server does not start",
                    "port " + port,
                    "run 'adb start-server' by hand; is another program on port " + port + "?");
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
