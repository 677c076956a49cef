package io.prodgate.lab.android;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;

/** The device's way to the world: the computer's, unless something is wrong with it. */
public final class Network {
    /** How an emulator calls the loopback of the computer it runs on. */
    private static final String COMPUTER = "10.0.2.2";

    private final Faults faults;

    Network(Faults faults) {
        this.faults = faults;
    }

    /** False if there is none at all. */
    boolean isUp() {
        return !faults.has("no-network");
    }

    /** The address of a name, as the device sees it. */
    public InetAddress resolve(String host) throws UnknownHostException {
        if (host.equals(COMPUTER)) {
            return InetAddress.getLoopbackAddress();
        }
        boolean number = host.matches("[0-9.]+") || host.contains(":");
        if (!number && !host.equals("localhost") && (faults.has("no-dns") || !isUp())) {
            throw new UnknownHostException(
                    "Unable to resolve host \"" + host + "\": No address associated with hostname");
        }
        return InetAddress.getByName(host);
    }

    /** Connects. */
    public Socket connect(String host, int port, int timeoutMillis) throws IOException {
        InetAddress address = resolve(host);
        if (!isUp()) {
            throw new ConnectException("Network is unreachable");
        }
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, port), timeoutMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
