package io.prodgate.lab.android;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /**
     * How {@code nc} was called.
     *
     * @param seconds the most it waits, for the connection and for more of it
     * @param quit how long it goes on after the end of its input; negative for as long as the other side
     * @param only whether it only connects
     */
    private record Nc(String host, int port, int seconds, int quit, boolean only) {
        private static Optional<Nc> read(List<String> words) {
            int seconds = SECONDS;
            int quit = -1;
            boolean only = false;
            List<String> rest = new ArrayList<>();
            for (int i = 1; i < words.size(); i++) {
                String word = words.get(i);
                if (word.matches("-[wWq]") && i + 1 < words.size()) {
                    i++;
                    seconds = word.equals("-q") ? seconds : Integer.parseInt(words.get(i));
                    quit = word.equals("-q") ? Integer.parseInt(words.get(i)) : quit;
                } else if (word.startsWith("-")) {
                    only = only || word.contains("z");
                } else {
                    rest.add(word);
                }
            }
            return rest.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Nc(rest.get(0), Integer.parseInt(rest.get(1)), seconds, quit, only));
        }
    }

    /** Connects, sends what it is given, prints what it gets. */
    private int nc(List<String> words, Command.Io io) {
        Optional<Nc> wanted = Nc.read(words);
        if (wanted.isEmpty()) {
            io.err().print("nc: bad argument count\n");
            return 1;
        }
        Nc nc = wanted.get();
        try (Socket socket = android.network().connect(nc.host(), nc.port(), nc.seconds() * 1000)) {
            return nc.only() ? 0 : talk(nc, socket, io);
        } catch (UnknownHostException e) {
            io.err().print("nc: " + nc.host() + ":" + nc.port() + ": No address associated with hostname\n");
        } catch (SocketTimeoutException e) {
            io.err().print("nc: Timeout\n");
        } catch (IOException e) {
            String reason = e.getMessage().contains("refused") ? "Connection refused" : e.getMessage();
            io.err().print("nc: connect: " + reason + "\n");
        }
        return 1;
    }

    private static int talk(Nc nc, Socket socket, Command.Io io) throws IOException {
        AtomicBoolean ended = new AtomicBoolean();
        socket.setSoTimeout(nc.seconds() * 1000);
        Thread.ofVirtual().start(() -> {
            try {
                io.in().transferTo(socket.getOutputStream());
                ended.set(true);
                if (nc.quit() < 0) {
                    socket.shutdownOutput();
                } else {
                    Thread.sleep(nc.quit() * 1000L);
                    socket.close();
                }
            } catch (IOException | InterruptedException e) {
                // The connection has ended first: nobody is left to send to.
                return;
            }
        });
        try {
            socket.getInputStream().transferTo(io.out());
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if (!ended.get()) {
                throw e;
            }
        }
        return 0;
    }
}
