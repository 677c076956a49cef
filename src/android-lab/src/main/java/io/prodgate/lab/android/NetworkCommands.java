package io.prodgate.lab.android;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** What a device has to look for the world: {@code ping} and {@code nc}. */
final class NetworkCommands {
    private static final int SECONDS = 10;

    private final Android android;

    NetworkCommands(Android android) {
        this.android = android;
    }

    void addTo(Toolbox toolbox) {
        toolbox.add("ping", this::ping);
        toolbox.add("ping6", this::ping);
        toolbox.add("nc", this::nc);
        toolbox.add("netcat", this::nc);
    }

    /** Resolves the name, and claims an answer: a process without rights can send no ICMP. */
    private int ping(List<String> words, Command.Io io) {
        String host = words.getLast();
        try {
            InetAddress address = android.network().resolve(host);
            if (!android.network().isUp()) {
                io.err().print("connect: Network is unreachable\n");
                return 2;
            }
            String number = address.getHostAddress();
            io.out()
                    .print("PING " + host + " (" + number + ") 56(84) bytes of data.\n64 bytes from " + number
                            + ": icmp_seq=1 ttl=255 time=0.412 ms\n\n--- " + host + " ping statistics ---\n"
                            + "1 packets transmitted, 1 received, 0% packet loss, time 0ms\n"
                            + "rtt min/avg/max/mdev = 0.412/0.412/0.412/0.000 ms\n");
            return 0;
        } catch (UnknownHostException e) {
            io.err().print("ping: unknown host " + host + "\n");
            return 2;
        }
    }

    /** Connects, sends what it is given, prints what it gets; {@code -z} only connects. */
    private int nc(List<String> words, Command.Io io) {
        int timeout = SECONDS;
        boolean only = false;
        List<String> rest = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-w", "-W", "-q" -> {
                    i++;
                    timeout = Integer.parseInt(words.get(i));
                }
                case "-z", "-vz", "-zv" -> only = true;
                case "-4", "-6", "-n", "-v" -> {}
                default -> rest.add(words.get(i));
            }
        }
        if (rest.size() < 2) {
            io.err().print("nc: bad argument count\n");
            return 1;
        }
        return nc(rest.get(0), rest.get(1), timeout, only, io);
    }

    private int nc(String host, String port, int timeoutSeconds, boolean only, Command.Io io) {
        try (Socket socket = android.network().connect(host, Integer.parseInt(port), timeoutSeconds * 1000)) {
            if (!only) {
                socket.setSoTimeout(timeoutSeconds * 1000);
                send(io.in(), socket);
                socket.getInputStream().transferTo(io.out());
            }
            return 0;
        } catch (UnknownHostException e) {
            io.err().print("nc: " + host + ":" + port + ": No address associated with hostname\n");
        } catch (SocketTimeoutException e) {
            io.err().print("nc: Timeout\n");
        } catch (IOException e) {
            String reason = e.getMessage().contains("refused") ? "Connection refused" : e.getMessage();
            io.err().print("nc: connect: " + reason + "\n");
        }
        return 1;
    }

    private static void send(InputStream in, Socket socket) {
        Thread.ofVirtual().start(() -> {
            try {
                in.transferTo(socket.getOutputStream());
                socket.shutdownOutput();
            } catch (IOException e) {
                // The connection has ended first: nobody is left to send to.
                return;
            }
        });
    }
}
