package io.prodgate.device.emulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The ports of emulators: an even one for the console, and the next one for adb. The lowest come first: an adb server that is started
 * again looks for emulators only up to 5585.
 *
 * @see <a href="https://developer.android.com/tools/adb#howadbworks">How adb finds emulators</a>
 */
final class ConsolePorts {
    private static final int FIRST = 5554;
    private static final int LAST = 5682;

    private ConsolePorts() {}

    /**
     * The free ones, lowest first.
     *
     * @param serials of devices that adb knows
     */
    static List<Integer> free(Set<String> serials) {
        return IntStream.iterate(FIRST, port -> port <= LAST, port -> port + 2)
                .filter(port -> !serials.contains("emulator-" + port) && isFree(port) && isFree(port + 1))
                .boxed()
                .toList();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException e) {
            return false;
        }
    }
}
