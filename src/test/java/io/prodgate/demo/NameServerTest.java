package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class NameServerTest {
    private static final String SOA_OF_THE_ZONE = "0464656d6f07696e76616c696400" // demo.invalid
            + "000600010000003c" // SOA, IN, 60 s
            + "003e" // 62 bytes
            + "026e730464656d6f07696e76616c696400" // ns.demo.invalid
            + "0a686f73746d61737465720464656d6f07696e76616c696400" // hostmaster.demo.invalid
            + "00000001"
            + "0000003c".repeat(4);

    @Example
    void saysWithAuthorityThatANameBelowTheZoneDoesNotExist() {
        assertThat(HexFormat.of().formatHex(NameServer.answer(query("Tickets.demo.invalid"))))
                .isEqualTo("1234" + "8503" + "0001000000010000"
                        + HexFormat.of().formatHex(question("Tickets.demo.invalid"))
                        + SOA_OF_THE_ZONE);
    }

    @Example
    void knowsTheZoneItself() {
        assertThat(HexFormat.of().formatHex(NameServer.answer(query("demo.invalid"))))
                .startsWith("1234" + "8500" + "0001000000010000")
                .endsWith(SOA_OF_THE_ZONE);
    }

    @Example
    void doesNotSpeakForOtherZones() {
        for (String other : new String[] {"example.com", "notdemo.invalid"}) {
            assertThat(HexFormat.of().formatHex(NameServer.answer(query(other))))
                    .isEqualTo("1234" + "8105" + "0001000000000000"
                            + HexFormat.of().formatHex(question(other)));
        }
    }

    @Property
    void saysNothingToWhatIsNoQueryAndNeverFails(@ForAll @Size(max = 64) byte[] bytes) {
        assertThatCode(() -> NameServer.answer(ByteBuffer.wrap(bytes))).doesNotThrowAnyException();
        byte[] answer = query("tickets.demo.invalid").array();
        answer[2] |= (byte) 0x80;
        assertThat(NameServer.answer(ByteBuffer.wrap(answer))).isEmpty();
        assertThat(NameServer.answer(ByteBuffer.wrap(Arrays.copyOf(answer, 20))))
                .isEmpty();
    }

    @Example
    void answersOverUdpAlsoAfterRubbish() throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (NameServer server = NameServer.open(new InetSocketAddress(loopback, 0));
                DatagramSocket client = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            client.setSoTimeout(10_000);
            InetSocketAddress there = new InetSocketAddress(loopback, server.port());
            client.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, there));
            byte[] query = query("tickets.demo.invalid").array();
            client.send(new DatagramPacket(query, query.length, there));

            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            client.receive(answer);

            assertThat(Arrays.copyOf(answer.getData(), answer.getLength()))
                    .isEqualTo(NameServer.answer(ByteBuffer.wrap(query)));
        }
    }

    private static ByteBuffer query(String name) {
        byte[] question = question(name);
        return ByteBuffer.allocate(12 + question.length)
                .putShort((short) 0x1234)
                .putShort((short) 0x0100)
                .putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .put(question)
                .flip();
    }

    private static byte[] question(String name) {
        ByteBuffer question = ByteBuffer.allocate(name.length() + 2 + 4);
        for (String label : name.split("\\.")) {
            question.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        return question.put((byte) 0).putShort((short) 1).putShort((short) 1).array();
    }
}
