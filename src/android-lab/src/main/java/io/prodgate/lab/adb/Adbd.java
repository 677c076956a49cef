package io.prodgate.lab.adb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Listens for adb servers as an emulator's adbd does, and tells the machine's adb server that it is there. */
public final class Adbd implements AutoCloseable {
    private static final int REGISTRATION_MILLIS = 1000;

    private final ServerSocket server;
    private final int adbServer;
    private final String banner;
    private final Services services;
    private final Supplier<Door> door;
    private final Set<Transport> transports = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Listens on loopback.
     *
     * @param port an odd one; the emulator's console is on the even one below
     * @param adbServer port of the adb server to tell; usually 5037
     * @param banner what the device says of itself, with its features
     */
    public Adbd(int port, int adbServer, String banner, Services services, Supplier<Door> door) throws IOException {
        this.server = new ServerSocket();
        this.server.setReuseAddress(true);
        this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.adbServer = adbServer;
        this.banner = banner;
        this.services = services;
        this.door = door;
    }

    /** Starts to listen and to register, on threads of its own. */
    public void start() {
        Thread.ofVirtual().name("adbd").start(this::accept);
        Thread.ofVirtual().name("adbd-registration").start(this::registerUntilClosed);
    }

    /** The door has changed; transports come and go accordingly. */
    public void doorChanged() {
        for (Transport transport : transports) {
            try {
                transport.doorChanged();
            } catch (IOException e) {
                transport.close();
            }
        }
    }

    /** Ends all connections, as a pulled cable does. adb servers come back by themselves. */
    public void drop() {
        transports.forEach(Transport::close);
    }

    @Override
    public void close() throws IOException {
        closed.set(true);
        server.close();
        drop();
    }

    private void accept() {
        while (!closed.get()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Transport transport = new Transport(socket, banner, services, door);
                transports.add(transport);
                Thread.ofVirtual().name("adb-transport").start(() -> serve(transport));
            } catch (IOException e) {
                if (!closed.get()) {
                    System.err.println("simulated device: adbd: " + e);
                }
            }
        }
    }

    private void serve(Transport transport) {
        try {
            transport.serve();
        } catch (IOException e) {
            // The usual end of an adb server that was killed.
            transport.close();
        } finally {
            transports.remove(transport);
        }
    }

    /** An emulator registers when it starts; a server that starts later, or again, is told as well. */
    private void registerUntilClosed() {
        while (!closed.get()) {
            if (transports.isEmpty()) {
                register();
            }
            try {
                Thread.sleep(REGISTRATION_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void register() {
        try (Socket adb = new Socket(InetAddress.getLoopbackAddress(), adbServer)) {
            String message = "host:emulator:" + server.getLocalPort();
            adb.getOutputStream()
                    .write("%04x%s".formatted(message.length(), message).getBytes(US_ASCII));
            adb.getOutputStream().flush();
            // Its answer, or the end of the connection: it has understood.
            adb.getInputStream().readNBytes(4);
        } catch (IOException e) {
            // No adb server yet. It looks for emulators when it starts, and is told a second later if it does not find
            // this.
            return;
        }
    }
}
