package io.prodgate.traffic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;

/** Whether this machine's own routes lead to a host. */
final class Routes {
    private static final int ANY_PORT = 9;

    private Routes() {}

    /** False if none of the host's addresses has a route here. Connecting without a stream asks the system alone: nothing is sent. */
    static boolean lead(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).anyMatch(Routes::lead);
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static boolean lead(InetAddress address) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(new InetSocketAddress(address, ANY_PORT));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
