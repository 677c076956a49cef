package io.prodgate.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicLong;

/** Finds ports that nobody has, for what cannot choose its own. */
public final class FreePorts {
    private static final int FIRST = 18_443;
    private static final int LAST = 28_443;

    /** Below what systems give to whoever wants any port: nobody else gets one of these before it is used. */
    private static final int LOWEST = 10_000;

    private static final int HOW_MANY = FIRST - LOWEST;
    private static final AtomicLong NEXT =
            new AtomicLong(ProcessHandle.current().pid());

    private FreePorts() {}

    /** Any on loopback, and each only once. */
    public static int any() throws IOException {
        for (int i = 0; i < HOW_MANY; i++) {
            int port = LOWEST + (int) (NEXT.getAndIncrement() % HOW_MANY);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // It is taken: the next one.
            }
        }
        throw new IOException("there is no free port from " + LOWEST + " to " + FIRST);
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
