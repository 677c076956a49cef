package io.prodgate.traffic.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.NameLookup.Answer;
import io.prodgate.testing.TestNameServer;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsmessage.Question;
import org.minidns.dnsname.DnsName;
import org.minidns.record.Record;

/** Whatever comes back, it is read or refused: never an exception of another kind, and never an address that nobody sent. */
class DnsMessagesPropertiesTest {
    private static final DnsName NAME = DnsName.from("api.example.com");

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        read(bytes);
    }

    /** What is nearly right is what finds mistakes: pointers into themselves, counts and lengths that lie. */
    @Property(tries = 5000)
    void anyChangeOfARightMessageIsReadOrRefused(@ForAll("changed") byte[] bytes) {
        read(bytes);
    }

    @Property
    void aMessageWithoutAnswersNeverFindsAnything(@ForAll("changedAbsent") byte[] bytes) {
        try {
            DnsMessage message = Dialogue.parsed(bytes);
            if (message.answerSection.isEmpty()) {
                assertThat(Said.of(message, NAME).answer()).isNotEqualTo(Answer.FOUND);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("no DNS message");
        }
    }

    private static void read(byte[] bytes) {
        try {
            Said said = Said.of(Dialogue.parsed(bytes), NAME);
            assertThat(said.answer() == Answer.FOUND)
                    .isEqualTo(!said.addresses().isEmpty());
            said.negativeFor().ifPresent(time -> assertThat(time.isNegative()).isFalse());
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("no DNS message");
        }
    }

    @Provide
    Arbitrary<byte[]> changed() {
        return Arbitraries.oneOf(
                changes(TestNameServer.address("api.example.com", "192.0.2.1")),
                changes(TestNameServer.alias("api.example.com", "other.example.com")),
                changedAbsent());
    }

    @Provide
    Arbitrary<byte[]> changedAbsent() {
        return changes(TestNameServer.absent("example.com", 60, 60));
    }

    private static Arbitrary<byte[]> changes(DnsMessage.Builder builder) {
        byte[] right = builder.setId(7)
                .setQrFlag(true)
                .setQuestion(new Question(NAME, Record.TYPE.A))
                .build()
                .toArray();
        Arbitrary<java.util.List<Tuple.Tuple2<Integer, Byte>>> edits = Arbitraries.integers()
                .between(0, right.length - 1)
                .flatMap(place -> Arbitraries.oneOf(
                                Arbitraries.of((byte) 0xc0, (byte) 0xff, (byte) 0, (byte) 0x3f), Arbitraries.bytes())
                        .map(value -> Tuple.of(place, value)))
                .list()
                .ofMinSize(0)
                .ofMaxSize(6);
        return edits.flatMap(list -> Arbitraries.integers()
                .between(0, right.length)
                .map(length -> {
                    byte[] bytes = Arrays.copyOf(right, length < 12 ? right.length : length);
                    list.forEach(edit -> bytes[Math.min(edit.get1(), bytes.length - 1)] = edit.get2());
                    return bytes;
                }));
    }
}
