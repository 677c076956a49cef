package io.prodgate.device.adb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A device shown to a Java program as if it were the only one of adb's server. The program's connections go through this, a SOCKS
 * proxy on this machine: one to the port at which the program looks for adb ends at the server that is really used, and when it asks
 * for the devices it is told of this one. All other connections are passed on as they are.
 */
final class LoneDevice implements AutoCloseable {
    private static final int CONNECT_MILLIS = 30_000;
    private static final int FIRST_WORDS_MILLIS = 30_000;

    private final String serial;
    private final InetSocketAddress server;
    private final int asked;
    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /**
     * Shows a device, until it is closed.
     *
     * @param server adb's
     * @param asked the port of this machine at which the program looks for it
     * @throws IOException if no port is free
     */
    LoneDevice(String serial, InetSocketAddress server, int asked) throws IOException {
        this.serial = serial;
        this.server = server;
        this.asked = asked;
        this.listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("adb: only " + serial).start(this::accept);
    }

    /** What the program's Java has to be told. */
    List<String> javaOptions() {
        // An empty list of hosts: else Java asks no proxy for localhost, whatever that list says besides.
        return List.of(
                "-DsocksProxyHost=" + listening.getInetAddress().getHostAddress(),
                "-DsocksProxyPort=" + listening.getLocalPort(),
                "-DsocksNonProxyHosts=");
    }

    private void accept() {
        try (this) {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().name("adb: only " + serial).start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed; or this machine has no connection left to give, and then the program is told so at once.
        }
    }

    private void serve(Socket client) {
        Socket called = new Socket();
        try (client;
                called) {
            open.addAll(List.of(client, called));
            if (listening.isClosed()) {
                return;
            }
            client.setSoTimeout(FIRST_WORDS_MILLIS);
            if (connect(client, called)) {
                client.setSoTimeout(0);
                pass(client, called);
            }
        } catch (IOException e) {
            // One of the two hung up: with the end of both connections the other knows as well.
        } finally {
            open.removeAll(List.of(client, called));
        }
    }

    private boolean connect(Socket client, Socket called) throws IOException {
        InputStream input = client.getInputStream();
        OutputStream output = client.getOutputStream();
        InetSocketAddress wanted = SocksCall.read(input, output).orElse(null);
        if (wanted == null) {
            return false;
        }
        boolean adb = wanted.getPort() == asked && wanted.getAddress().isLoopbackAddress();
        try {
            called.connect(adb ? server : wanted, CONNECT_MILLIS);
        } catch (IOException e) {
            SocksCall.answer(output, false);
            return false;
        }
        SocksCall.answer(output, true);
        return !adb || !devicesAsked(client, called);
    }

    /** Answers if the client asks for the devices; what it asks else goes on to the server. */
    private boolean devicesAsked(Socket client, Socket called) throws IOException {
        AdbTalk.Heard question = AdbTalk.hear(client.getInputStream());
        OutputStream on = called.getOutputStream();
        on.write(question.bytes());
        on.flush();
        if (!question.text().startsWith(AdbTalk.DEVICES)) {
            return false;
        }
        String mine = AdbTalk.answer(called.getInputStream())
                .lines()
                .filter(line -> line.split("\\s", 2)[0].equals(serial))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        AdbTalk.answer(client.getOutputStream(), mine);
        return true;
    }

    private static void pass(Socket client, Socket called) throws IOException {
        Thread there = Thread.ofVirtual().name("adb: to the device").start(() -> copy(client, called));
        copy(called, client);
        try {
            there.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Nobody knows this thread.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    @Override
    public void close() {
        try (listening) {
            open.forEach(LoneDevice::close);
        } catch (IOException e) {
            // Nobody can be connected any more, one way or the other.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, one way or the other.
        }
    }
}
