package io.prodgate.traffic.names;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsmessage.Question;

/** One question to one name server: over UDP, and over TCP if the answer did not fit (RFC 1035 section 4.2, RFC 7766). */
final class Dialogue {
    private static final Duration PATIENCE = Duration.ofMillis(2500);

    /** UDP loses packets: a question is sent twice. */
    private static final int SENT_AT_MOST = 2;

    private static final int LARGEST_PACKET = 4096;

    private final SecureRandom random = new SecureRandom();

    /** When there is no more time, by {@link System#nanoTime}. */
    record Until(long nanos) {
        static Until in(Duration duration) {
            return new Until(System.nanoTime() + duration.toNanos());
        }

        /** What is left, cut to the most that one question may take; at least a millisecond, since zero would mean for ever. */
        int millis(Duration most) {
            long left = Math.min(nanos - System.nanoTime(), most.toNanos());
            return (int) Math.max(1, left / 1_000_000);
        }

        boolean over() {
            return nanos - System.nanoTime() <= 0;
        }
    }

    /**
     * Asks.
     *
     * @param recursive whether the server may ask others
     * @throws SocketTimeoutException if no answer came in time
     * @throws IOException if nothing listens there, or what came back is no answer
     */
    DnsMessage ask(Question question, boolean recursive, InetSocketAddress server, Until until) throws IOException {
        DnsMessage query = question.asMessageBuilder()
                .setId(random.nextInt(0x10000))
                .setRecursionDesired(recursive)
                .build();
        Until mine = new Until(System.nanoTime() + 1_000_000L * until.millis(PATIENCE));
        DnsMessage answer = overUdp(query, server, mine);
        return answer.truncated ? overTcp(query, server, until) : answer;
    }

    private static DnsMessage overUdp(DnsMessage query, InetSocketAddress server, Until until) throws IOException {
        byte[] bytes = query.toArray();
        try (DatagramSocket socket = new DatagramSocket()) {
            // Connected: what others send is dropped, and a closed port is told.
            socket.connect(server);
            for (int sent = 1; ; sent++) {
                socket.send(new DatagramPacket(bytes, bytes.length));
                try {
                    return answer(socket, query, sent < SENT_AT_MOST ? half(until) : until);
                } catch (SocketTimeoutException e) {
                    if (until.over() || sent == SENT_AT_MOST) {
                        throw e;
                    }
                }
            }
        }
    }

    private static Until half(Until until) {
        long now = System.nanoTime();
        return new Until(now + (until.nanos() - now) / 2);
    }

    private static DnsMessage answer(DatagramSocket socket, DnsMessage query, Until until) throws IOException {
        byte[] buffer = new byte[LARGEST_PACKET];
        while (!until.over()) {
            socket.setSoTimeout(until.millis(PATIENCE));
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            socket.receive(packet);
            DnsMessage message = parsed(Arrays.copyOf(packet.getData(), packet.getLength()));
            // Late answers to others' questions, and forged ones, are not for us.
            if (answers(query, message)) {
                return message;
            }
        }
        throw new SocketTimeoutException("no answer in time");
    }

    private static DnsMessage overTcp(DnsMessage query, InetSocketAddress server, Until until) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, until.millis(PATIENCE));
            query.writeTo(new DataOutputStream(socket.getOutputStream()));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] length = read(socket, in, 2, until);
            DnsMessage message = parsed(read(socket, in, (length[0] & 0xff) << 8 | length[1] & 0xff, until));
            if (!answers(query, message)) {
                throw new IOException("the answer is to another question");
            }
            return message;
        }
    }

    /** A server that drips has no more time than one that says nothing. */
    private static byte[] read(Socket socket, DataInputStream in, int count, Until until) throws IOException {
        byte[] bytes = new byte[count];
        int done = 0;
        while (done < count) {
            if (until.over()) {
                throw new SocketTimeoutException("no whole answer in time");
            }
            socket.setSoTimeout(until.millis(PATIENCE));
            int more = in.read(bytes, done, count - done);
            if (more < 0) {
                throw new IOException("the answer was cut");
            }
            done += more;
        }
        return bytes;
    }

    /** The library trusts what it reads: any of its exceptions means that this is no DNS message. */
    static DnsMessage parsed(byte[] bytes) throws IOException {
        try {
            return new DnsMessage(bytes);
        } catch (IOException | RuntimeException e) {
            throw new IOException("what came back is no DNS message", e);
        }
    }

    private static boolean answers(DnsMessage query, DnsMessage message) {
        return message.qr
                && message.id == query.id
                && message.questions.size() == 1
                && message.getQuestion().equals(query.getQuestion());
    }
}
