package io.prodgate.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds ports that nobody has, for what cannot choose its own. */
public final class FreePorts {
    private static final int FIRST = 18_443;
    private static final int LAST = 28_443;

    private FreePorts() {}

    /** Any on loopback. */
    public static int any() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The first of three in a row on loopback, two for TCP and one for UDP: what the demo takes. */
    public static int forTheDemo() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int first = FIRST; first < LAST; first += 3) {
            try (ServerSocket platform = new ServerSocket(first, 1, loopback);
                    ServerSocket control = new ServerSocket(first + 1, 1, loopback);
                    DatagramSocket names = new DatagramSocket(first + 2, loopback)) {
                return Math.min(platform.getLocalPort(), Math.min(control.getLocalPort(), names.getLocalPort()));
            } catch (IOException e) {
                // One of them is taken: the next three.
            }
        }
        throw new IOException("there are no three free ports in a row from " + FIRST + " to " + LAST);
    }
}
