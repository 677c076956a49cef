package io.prodgate.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsmessage.DnsMessage.RESPONSE_CODE;
import org.minidns.record.A;
import org.minidns.record.CNAME;
import org.minidns.record.NS;
import org.minidns.record.Record;
import org.minidns.record.SOA;

/** A name server on loopback, over UDP and TCP at one port, that says what a test wants. */
public final class TestNameServer implements AutoCloseable {
    /** What it answers to bytes; empty for silence. */
    @FunctionalInterface
    public interface Answer {
        Optional<byte[]> to(byte[] query, boolean overTcp) throws IOException;
    }

    /** What it answers to a question; empty for silence. */
    @FunctionalInterface
    public interface Reply {
        Optional<DnsMessage.Builder> to(DnsMessage query) throws IOException;
    }

    private final DatagramSocket packets;
    private final ServerSocket connections;
    private final Answer answer;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private TestNameServer(Answer answer) {
        this.answer = answer;
        Bound bound = bind(20);
        packets = bound.packets();
        connections = bound.connections();
        Thread.ofVirtual().start(this::overUdp);
        Thread.ofVirtual().start(this::overTcp);
    }

    private record Bound(DatagramSocket packets, ServerSocket connections) {}

    /** A port that is free for TCP need not be free for UDP. */
    private static Bound bind(int triesLeft) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try {
            ServerSocket connections = new ServerSocket(0, 50, loopback);
            try {
                return new Bound(
                        new DatagramSocket(new InetSocketAddress(loopback, connections.getLocalPort())), connections);
            } catch (IOException e) {
                connections.close();
                if (triesLeft == 0) {
                    throw e;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bind(triesLeft - 1);
    }

    /** Answers bytes with bytes. */
    public static TestNameServer raw(Answer answer) {
        return new TestNameServer(answer);
    }

    /** Answers questions. */
    public static TestNameServer saying(Reply reply) {
        return new TestNameServer((query, overTcp) -> {
            DnsMessage question = new DnsMessage(query);
            return reply.to(question)
                    .map(builder -> builder.setId(question.id)
                            .setQrFlag(true)
                            .setRecursionDesired(question.recursionDesired)
                            .setQuestion(question.getQuestion())
                            .build()
                            .toArray());
        });
    }

    /** Answers everything with a response code and nothing else. */
    public static TestNameServer refusing(RESPONSE_CODE code) {
        return saying(query -> Optional.of(DnsMessage.builder().setResponseCode(code)));
    }

    /** Never answers. */
    public static TestNameServer silent() {
        return raw((query, overTcp) -> Optional.empty());
    }

    /** An answer with an address. */
    public static DnsMessage.Builder address(String name, String address) {
        byte[] ip = InetAddress.ofLiteral(address).getAddress();
        return DnsMessage.builder()
                .setResponseCode(RESPONSE_CODE.NO_ERROR)
                .addAnswer(new Record<>(name, Record.TYPE.A, 1, 300L, new A(ip)));
    }

    /** An answer with an alias. */
    public static DnsMessage.Builder alias(String name, String target) {
        return DnsMessage.builder()
                .setResponseCode(RESPONSE_CODE.NO_ERROR)
                .addAnswer(new Record<>(name, Record.TYPE.CNAME, 1, 300L, new CNAME(target)));
    }

    /** An answer that there is no such name in a zone. */
    public static DnsMessage.Builder absent(String zone, long ttl, long minimum) {
        return DnsMessage.builder()
                .setResponseCode(RESPONSE_CODE.NX_DOMAIN)
                .addNameserverRecords(soa(zone, ttl, minimum));
    }

    /** The SOA record of a zone. */
    public static Record<SOA> soa(String zone, long ttl, long minimum) {
        return new Record<>(
                zone, Record.TYPE.SOA, 1, ttl, new SOA("ns1." + zone, "admin." + zone, 1, 3600, 600, 86400, minimum));
    }

    /** A name server record of a zone. */
    public static Record<NS> ns(String zone, String server) {
        return new Record<>(zone, Record.TYPE.NS, 1, 300L, new NS(org.minidns.dnsname.DnsName.from(server)));
    }

    /** The port, on loopback. */
    public int port() {
        return connections.getLocalPort();
    }

    /** What was asked: {@code A api.example.com} for each question, with {@code recursive} before those that wanted recursion. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private Optional<byte[]> answered(byte[] query, boolean overTcp) throws IOException {
        DnsMessage message = new DnsMessage(query);
        asked.add((message.recursionDesired ? "recursive " : "") + message.getQuestion().type + " "
                + message.getQuestion().name + (overTcp ? " over TCP" : ""));
        return answer.to(query, overTcp);
    }

    private void overUdp() {
        byte[] buffer = new byte[4096];
        while (!packets.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                packets.receive(packet);
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                Optional<byte[]> said = answered(query, false);
                if (said.isPresent()) {
                    packets.send(new DatagramPacket(said.get(), said.get().length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // Closed, or somebody asked and went away.
                continue;
            }
        }
    }

    private void overTcp() {
        while (!connections.isClosed()) {
            try (Socket socket = connections.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = in.readNBytes(in.readUnsignedShort());
                Optional<byte[]> said = answered(query, true);
                if (said.isPresent()) {
                    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                    out.writeShort(said.get().length);
                    out.write(said.get());
                    out.flush();
                }
            } catch (IOException e) {
                // Closed, or somebody asked and went away.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        packets.close();
        connections.close();
    }
}
