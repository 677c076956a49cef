package io.prodgate.traffic.names;

import static io.prodgate.testing.TestNameServer.absent;
import static io.prodgate.testing.TestNameServer.address;
import static io.prodgate.testing.TestNameServer.alias;
import static io.prodgate.testing.TestNameServer.ns;
import static io.prodgate.testing.TestNameServer.soa;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.NameLookup.Answer;
import io.prodgate.plan.Witnesses.NameServer;
import io.prodgate.testing.SteppingTime;
import io.prodgate.testing.TestNameServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsmessage.DnsMessage.RESPONSE_CODE;
import org.minidns.record.Record;

/** Real questions to real servers on loopback. */
class NameWitnessesTest {
    private static final String NAME = "api.example.com";
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private TestNameServer started(TestNameServer server) {
        open.add(server);
        return server;
    }

    private List<NameLookup> ask(SystemResolver ours, int zonePort, TestNameServer... servers) throws Exception {
        return ask(NAME, ours, zonePort, servers);
    }

    private List<NameLookup> ask(String name, SystemResolver ours, int zonePort, TestNameServer... servers)
            throws Exception {
        List<NameServer> named = List.of(servers).stream()
                .map(server -> new NameServer("127.0.0.1", server.port()))
                .toList();
        return new NameWitnesses(named, ours, folder.resolve("resolv.conf"), zonePort, SteppingTime.atNoon())
                .ask(name).stream().map(NameLookup.class::cast).toList();
    }

    private static SystemResolver unknown() {
        return name -> {
            throw new UnknownHostException(name + ": Name or service not known");
        };
    }

    private static SystemResolver unable() {
        return name -> {
            throw new UnknownHostException(name + ": Temporary failure in name resolution");
        };
    }

    private static SystemResolver knowing(String address) {
        return name -> new InetAddress[] {InetAddress.ofLiteral(address)};
    }

    /** A resolver that finds the zone's servers, and its zone in one: who wants no recursion gets the zone's own answers. */
    private TestNameServer zone(TestNameServer.Reply recursive, TestNameServer.Reply own) {
        return started(TestNameServer.saying(query -> {
            if (!query.recursionDesired) {
                return own.to(query).map(answer -> answer.setAuthoritativeAnswer(true));
            }
            String name = query.getQuestion().name.toString();
            return switch (query.getQuestion().type) {
                case SOA ->
                    Optional.of(DnsMessage.builder()
                            .setResponseCode(RESPONSE_CODE.NO_ERROR)
                            .addNameserverRecords(
                                    soa(name.endsWith("example.org") ? "example.org" : "example.com", 60, 600)));
                case NS ->
                    Optional.of(DnsMessage.builder()
                            .setResponseCode(RESPONSE_CODE.NO_ERROR)
                            .addAnswer(ns(name, "ns1." + name)));
                case A -> name.startsWith("ns1.") ? Optional.of(address(name, "127.0.0.1")) : recursive.to(query);
                default -> recursive.to(query);
            };
        }));
    }

    private static TestNameServer.Reply says(DnsMessage.Builder answer) {
        return query -> Optional.of(answer);
    }

    @ParameterizedTest
    @CsvSource({"60, 600, 60", "600, 60, 60", "0, 600, 0", "300, 300, 300"})
    void aNameThatIsGoneIsToldByTheZonesOwnServerWithItsTime(long ttl, long minimum, long seconds) throws Exception {
        TestNameServer server = zone(says(absent("example.com", 5, 5)), says(absent("example.com", ttl, minimum)));

        List<NameLookup> said = ask(unknown(), server.port(), server);

        assertThat(said).hasSize(3);
        assertThat(said.getFirst())
                .returns(NameLookup.RUNNERS_RESOLVER, NameLookup::server)
                .returns(Answer.NOT_FOUND, NameLookup::answer)
                .returns(false, NameLookup::authoritative);
        assertThat(said.get(1))
                .returns("127.0.0.1:" + server.port(), NameLookup::server)
                .returns(false, NameLookup::authoritative);
        assertThat(said.getLast())
                .returns("ns1.example.com (127.0.0.1)", NameLookup::server)
                .returns(Answer.NOT_FOUND, NameLookup::answer)
                .returns(true, NameLookup::authoritative)
                .returns(Optional.of(Duration.ofSeconds(seconds)), NameLookup::negativeFor);
        assertThat(server.asked()).contains("A " + NAME, "AAAA " + NAME, "recursive A " + NAME);
    }

    @Test
    void theZonesOwnServerKnowsWhatResolversDoNotKnowYet() throws Exception {
        TestNameServer server = zone(says(absent("example.com", 40, 600)), says(address(NAME, "192.0.2.7")));

        List<NameLookup> said = ask(unknown(), server.port(), server);

        assertThat(said.get(1))
                .returns(Answer.NOT_FOUND, NameLookup::answer)
                .returns(Optional.of(Duration.ofSeconds(40)), NameLookup::negativeFor);
        assertThat(said.getLast())
                .returns(Answer.FOUND, NameLookup::answer)
                .returns(true, NameLookup::authoritative)
                .returns(List.of("192.0.2.7"), NameLookup::addresses);
    }

    /** The alias is there, what it stands for is not: for users that is no address. */
    @Test
    void anAliasIsFollowedToTheZoneThatItLeadsInto() throws Exception {
        TestNameServer server = zone(
                says(absent("example.com", 5, 5)),
                query -> Optional.of(
                        query.getQuestion().name.toString().equals(NAME)
                                ? alias(NAME, "gone.example.org")
                                : absent("example.org", 60, 60)));

        assertThat(ask(unknown(), server.port(), server).getLast())
                .returns("gone.example.org", NameLookup::name)
                .returns("ns1.example.org (127.0.0.1)", NameLookup::server)
                .returns(Answer.NOT_FOUND, NameLookup::answer)
                .returns(true, NameLookup::authoritative);
    }

    @Test
    void aliasesInACircleEnd() throws Exception {
        TestNameServer server = zone(says(absent("example.com", 5, 5)), query -> {
            String name = query.getQuestion().name.toString();
            return Optional.of(alias(name, name.equals(NAME) ? "b.example.com" : NAME));
        });

        assertThat(ask(unknown(), server.port(), server)).noneMatch(said -> said.answer() == Answer.FOUND);
    }

    @Test
    void aServerThatRefersToTheZonesNewServersIsFollowed() throws Exception {
        TestNameServer child = started(TestNameServer.saying(query -> Optional.of(
                address(query.getQuestion().name.toString(), "192.0.2.9").setAuthoritativeAnswer(true))));
        TestNameServer server = started(TestNameServer.saying(query -> {
            String name = query.getQuestion().name.toString();
            if (!query.recursionDesired) {
                return Optional.of(
                        name.equals(NAME)
                                ? DnsMessage.builder()
                                        .setResponseCode(RESPONSE_CODE.NO_ERROR)
                                        .addNameserverRecords(ns(NAME, "ns1.child.example"))
                                : DnsMessage.builder().setResponseCode(RESPONSE_CODE.REFUSED));
            }
            return switch (query.getQuestion().type) {
                case SOA -> Optional.of(absent("example.com", 60, 60));
                case NS ->
                    Optional.of(DnsMessage.builder()
                            .setResponseCode(RESPONSE_CODE.NO_ERROR)
                            .addAnswer(ns("example.com", "ns1.example.com")));
                default ->
                    Optional.of(name.startsWith("ns1.") ? address(name, "127.0.0.1") : absent("example.com", 60, 60));
            };
        }));

        // All servers of a zone are asked at one port here: the referral leads back, and no further than it may.
        assertThat(ask(unknown(), server.port(), server)).noneMatch(NameLookup::authoritative);
        assertThat(ask(unknown(), child.port(), server).getLast())
                .returns(Answer.FOUND, NameLookup::answer)
                .returns(true, NameLookup::authoritative);
    }

    @Test
    void whoBlocksANameDoesNotSpeakForItsZone() throws Exception {
        TestNameServer blocking = started(TestNameServer.saying(query -> Optional.of(
                DnsMessage.builder().setResponseCode(RESPONSE_CODE.NX_DOMAIN).setAuthoritativeAnswer(true))));

        assertThat(ask(unknown(), blocking.port(), blocking)).noneMatch(NameLookup::authoritative);
    }

    @Test
    void aNameWithoutAnAddressIsNotFound() throws Exception {
        TestNameServer server = started(TestNameServer.saying(query -> Optional.of(DnsMessage.builder()
                .setResponseCode(RESPONSE_CODE.NO_ERROR)
                .setAuthoritativeAnswer(true)
                .addNameserverRecords(soa("example.com", 60, 600)))));

        assertThat(ask(unknown(), server.port(), server).get(1))
                .returns(Answer.NOT_FOUND, NameLookup::answer)
                .returns(true, NameLookup::authoritative);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERVER_FAIL", "REFUSED", "FORMAT_ERR", "NO_IMP"})
    void aServerThatCannotTellHasFailed(RESPONSE_CODE code) throws Exception {
        TestNameServer server = started(TestNameServer.refusing(code));

        List<NameLookup> said = ask(unable(), server.port(), server);

        assertThat(said).extracting(NameLookup::answer).containsExactly(Answer.FAILED, Answer.FAILED);
    }

    @Test
    void aServerThatSaysNothingIsSilentAndAClosedPortHasFailed() throws Exception {
        TestNameServer silent = started(TestNameServer.silent());
        int free;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        List<NameServer> named = List.of(new NameServer("127.0.0.1", silent.port()), new NameServer("127.0.0.1", free));

        assertThat(new NameWitnesses(named, knowing("192.0.2.1"), folder.resolve("none"), free, SteppingTime.atNoon())
                        .ask(NAME))
                .extracting(said -> ((NameLookup) said).answer())
                .containsExactly(Answer.FOUND, Answer.SILENT, Answer.FAILED);
        assertThat(silent.asked()).as("a packet may get lost").contains("recursive A " + NAME, "recursive A " + NAME);
    }

    @Test
    void anAnswerThatDoesNotFitIsAskedForOverTcp() throws Exception {
        TestNameServer server = started(TestNameServer.raw((query, overTcp) -> {
            DnsMessage question = new DnsMessage(query);
            DnsMessage.Builder answer =
                    overTcp ? address(NAME, "192.0.2.5") : DnsMessage.builder().setTruncated(true);
            return Optional.of(answer.setId(question.id)
                    .setQrFlag(true)
                    .setResponseCode(RESPONSE_CODE.NO_ERROR)
                    .setQuestion(question.getQuestion())
                    .build()
                    .toArray());
        }));

        assertThat(ask(unknown(), server.port(), server).get(1))
                .returns(Answer.FOUND, NameLookup::answer)
                .returns(List.of("192.0.2.5"), NameLookup::addresses);
        assertThat(server.asked()).contains("recursive A " + NAME + " over TCP");
    }

    @Test
    void anAnswerToAnotherQuestionIsNotHeard() throws Exception {
        TestNameServer forger = started(TestNameServer.raw((query, overTcp) -> {
            DnsMessage question = new DnsMessage(query);
            return Optional.of(address(NAME, "192.0.2.66")
                    .setId(question.id ^ 1)
                    .setQrFlag(true)
                    .setQuestion(question.getQuestion())
                    .build()
                    .toArray());
        }));

        assertThat(ask(unknown(), forger.port(), forger).get(1)).returns(Answer.SILENT, NameLookup::answer);
    }

    @Test
    void whatIsNoDnsMessageIsNoAnswer() throws Exception {
        TestNameServer rubbish = started(TestNameServer.raw((query, overTcp) -> Optional.of(new byte[] {1, 2, 3})));

        assertThat(ask(unknown(), rubbish.port(), rubbish).get(1)).returns(Answer.FAILED, NameLookup::answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[2001:db8::1]", "2001:db8::1", "localhost", "api.LOCALHOST"})
    void nobodyIsAskedForAnAddressOrAMachinesOwnName(String address) throws Exception {
        TestNameServer server = started(TestNameServer.silent());

        assertThat(ask(address, unknown(), server.port(), server)).isEmpty();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aResolverThatCannotTellHasFailedAndOneThatFindsTheNameHasFoundIt() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("resolv.conf"), "# none\nsearch example.com\nnameserver not-an-address\n");

        assertThat(new NameWitnesses(List.of(), unable(), folder.resolve("resolv.conf"), SteppingTime.atNoon())
                        .ask(NAME))
                .extracting(said -> ((NameLookup) said).answer())
                .containsExactly(Answer.FAILED);
        assertThat(new NameWitnesses(List.of(), knowing("192.0.2.1"), folder.resolve("none"), SteppingTime.atNoon())
                        .ask(NAME))
                .singleElement()
                .satisfies(said -> assertThat(((NameLookup) said).addresses()).containsExactly("192.0.2.1"));
    }

    @Test
    void addressesOfBothKindsAreFound() throws Exception {
        TestNameServer six = started(TestNameServer.saying(query -> Optional.of(
                query.getQuestion().type == Record.TYPE.AAAA
                        ? DnsMessage.builder()
                                .setResponseCode(RESPONSE_CODE.NO_ERROR)
                                .addAnswer(new Record<>(
                                        NAME,
                                        Record.TYPE.AAAA,
                                        1,
                                        300L,
                                        new org.minidns.record.AAAA(InetAddress.ofLiteral("2001:db8::7")
                                                .getAddress())))
                        : absent("example.com", 60, 60))));

        assertThat(ask(unknown(), six.port(), six).get(1)).returns(Answer.FOUND, NameLookup::answer);
    }
}
