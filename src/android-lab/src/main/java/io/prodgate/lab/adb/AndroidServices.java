package io.prodgate.lab.adb;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntFunction;

/** The services that adb and dadb use: commands, files, ports of the device, and ports of the computer. */
public final class AndroidServices implements Services {
    private final Shell shell;
    private final Files files;
    private final IntFunction<Optional<Integer>> ports;
    private final Map<String, String> reversed = new ConcurrentSkipListMap<>();

    /**
     * @param ports finds the computer's port behind one of the device's, if something listens there
     */
    public AndroidServices(Shell shell, Files files, IntFunction<Optional<Integer>> ports) {
        this.shell = shell;
        this.files = files;
        this.ports = ports;
    }

    @Override
    public Optional<Service> find(String destination) {
        int colon = destination.indexOf(':');
        String name = colon < 0 ? destination : destination.substring(0, colon);
        String rest = colon < 0 ? "" : destination.substring(colon + 1);
        String kind = name.contains(",") ? name.substring(0, name.indexOf(',')) : name;
        return switch (kind) {
            case "shell" -> Optional.of(name.contains(",v2") ? channel -> typed(rest, channel) : raw(rest));
            case "exec" -> Optional.of(raw(rest));
            case "sync" -> Optional.of(channel -> new SyncService(files).serve(channel));
            case "tcp" -> port(rest);
            case "reverse" -> Optional.of(channel -> reverse(rest, channel));
            default -> Optional.empty();
        };
    }

    private void typed(String command, Channel channel) throws IOException {
        ShellProtocol protocol = new ShellProtocol(channel);
        protocol.exit(shell.run(command, protocol.stdin(), protocol.stdout(), protocol.stderr()));
    }

    /** Without the protocol, both outputs are one, and nobody learns the exit code. */
    private Service raw(String command) {
        return channel -> shell.run(command, channel.in(), channel.out(), channel.out());
    }

    private Optional<Service> port(String number) {
        try {
            return ports.apply(Integer.parseInt(number)).map(port -> channel -> forward(port, channel));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void forward(int port, Channel channel) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            Thread up = Thread.ofVirtual().start(() -> pump(channel.in(), socket));
            byte[] buffer = new byte[1 << 14];
            InputStream in = socket.getInputStream();
            OutputStream out = channel.out();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
            up.interrupt();
        }
    }

    private static void pump(InputStream in, Socket socket) {
        try (socket) {
            in.transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // Either end is gone; closing the socket tells the other.
            return;
        }
    }

    /** Device and computer share their loopback here: what is reversed is there already, and only remembered. */
    private void reverse(String request, Channel channel) throws IOException {
        OutputStream out = channel.out();
        if (request.equals("list-forward")) {
            StringBuilder list = new StringBuilder();
            reversed.forEach((device, computer) -> list.append("host-0 %s %s\n".formatted(device, computer)));
            out.write("%04x%s".formatted(list.length(), list).getBytes(UTF_8));
            return;
        }
        if (request.startsWith("forward:")) {
            String[] pair = request.substring("forward:".length())
                    .replace("norebind:", "")
                    .split(";", 2);
            reversed.put(pair[0], pair.length > 1 ? pair[1] : "");
        } else if (request.startsWith("killforward:")) {
            reversed.remove(request.substring("killforward:".length()));
        } else if (request.equals("killforward-all")) {
            reversed.clear();
        }
        out.write("OKAY".getBytes(US_ASCII));
    }
}
