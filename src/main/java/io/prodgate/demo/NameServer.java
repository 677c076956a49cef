package io.prodgate.demo;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The name server of the demo's zone, over UDP (RFC 1035 section 4): it speaks for the zone, in which nothing is left but
 * the zone itself. A name below it does not exist (NXDOMAIN, with the SOA record that RFC 2308 section 3 wants), and for
 * other zones it does not speak (REFUSED).
 */
final class NameServer implements Door {
    /** The zone that it speaks for. */
    static final String ZONE = "demo.invalid";

    private static final int HEADER = 12;
    private static final int LONGEST_QUERY = 512;
    private static final int ONE_QUESTION = 1;

    private static final int ANSWER = 0x8000;
    private static final int AUTHORITATIVE = 0x0400;
    private static final int KEPT_OF_THE_QUERY = 0x7900;
    private static final int NO_SUCH_NAME = 3;
    private static final int REFUSED = 5;

    private static final int SOA = 6;
    private static final int INTERNET = 1;
    private static final int ABSENT_FOR_SECONDS = 60;

    private final DatagramSocket socket;
    private final Thread thread;

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
        this.thread = Thread.ofVirtual().name("demo-name-server").unstarted(this::serve);
    }

    /**
     * Opens a port for questions.
     *
     * @throws IOException if the port cannot be had
     */
    static NameServer open(InetSocketAddress address) throws IOException {
        NameServer server = new NameServer(new DatagramSocket(address));
        server.thread.start();
        return server;
    }

    /** The UDP port. */
    @Override
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        byte[] buffer = new byte[LONGEST_QUERY];
        while (!socket.isClosed()) {
            try {
                DatagramPacket query = new DatagramPacket(buffer, buffer.length);
                socket.receive(query);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, query.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, query.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or whoever asked is gone: nobody waits for this answer.
            }
        }
    }

    /** The answer to a query; nothing if it is none. */
    static byte[] answer(ByteBuffer query) {
        if (query.remaining() < HEADER) {
            return new byte[0];
        }
        int id = query.getShort() & 0xffff;
        int flags = query.getShort() & 0xffff;
        int questions = query.getShort() & 0xffff;
        query.position(HEADER);
        List<String> name = name(query);
        if ((flags & ANSWER) != 0 || questions != ONE_QUESTION || name.isEmpty() || query.remaining() < 4) {
            return new byte[0];
        }
        String asked = String.join(".", name).toLowerCase(Locale.ROOT);
        boolean zone = asked.equals(ZONE);
        boolean ours = zone || asked.endsWith("." + ZONE);
        int code = zone ? 0 : ours ? NO_SUCH_NAME : REFUSED;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(id);
            out.writeShort(ANSWER | (ours ? AUTHORITATIVE : 0) | (flags & KEPT_OF_THE_QUERY) | code);
            out.writeShort(ONE_QUESTION);
            out.writeShort(0);
            out.writeShort(ours ? 1 : 0);
            out.writeShort(0);
            write(out, name);
            out.writeShort(query.getShort());
            out.writeShort(query.getShort());
            if (ours) {
                writeAuthority(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** The labels of a name; empty if it is none, or the root. */
    private static List<String> name(ByteBuffer query) {
        List<String> labels = new ArrayList<>();
        while (query.hasRemaining()) {
            int length = query.get();
            if (length == 0) {
                return labels;
            }
            if (length < 0 || length > 63 || length > query.remaining()) {
                return List.of();
            }
            byte[] label = new byte[length];
            query.get(label);
            labels.add(new String(label, StandardCharsets.ISO_8859_1));
        }
        return List.of();
    }

    private static void write(DataOutputStream out, List<String> labels) throws IOException {
        for (String label : labels) {
            out.writeByte(label.length());
            out.writeBytes(label);
        }
        out.writeByte(0);
    }

    private static void writeAuthority(DataOutputStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        write(data, List.of(("ns." + ZONE).split("\\.")));
        write(data, List.of(("hostmaster." + ZONE).split("\\.")));
        data.writeInt(1);
        for (int interval = 0; interval < 4; interval++) {
            data.writeInt(ABSENT_FOR_SECONDS);
        }
        write(out, List.of(ZONE.split("\\.")));
        out.writeShort(SOA);
        out.writeShort(INTERNET);
        out.writeInt(ABSENT_FOR_SECONDS);
        out.writeShort(bytes.size());
        bytes.writeTo(out);
    }
}
