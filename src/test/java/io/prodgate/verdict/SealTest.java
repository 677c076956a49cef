package io.prodgate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.Json;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SealTest {
    /** A pair of openssl 3, and its signature over DSSE's encoding of the statement below: made outside of Java. */
    private static final String SECRET = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEIE/ms58C2ILFU0INQ7FIriIzsbdutnCQkN7stzp9kF73
        -----END PRIVATE KEY-----
        """;

    private static final String OPEN = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA687th9h5zAAmy0ZC2qRS47dDybxJGPplpNwFgYpyQ6c=
        -----END PUBLIC KEY-----
        """;

    private static final String SIGNATURE =
            "SeZ3/r7m7tLLgJji2wCQju/QHE6/rqrzOhTMDaKyZF/n5r4pcYAbSAHPDUcdjRRJ0nRDl1LYwfoJM8KDChxkDA==";
    private static final byte[] STATEMENT =
            "{\"subject\":[{\"name\":\"events.jsonl\",\"digest\":{\"sha256\":\"abc\"}}]}"
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void signsAsOpensslDoes() throws Exception {
        byte[] envelope = Seal.envelope(STATEMENT, SealKeys.privateKey(SECRET));

        assertThat(Json.mapper().readTree(envelope).at("/signatures/0/sig").asText())
                .isEqualTo(SIGNATURE);
        assertThat(Seal.open(envelope, SealKeys.publicKey(OPEN))).isEqualTo(STATEMENT);
        assertThat(Seal.open(envelope, SealKeys.privateKey(SECRET))).isEqualTo(STATEMENT);
        assertThat(Seal.journal(STATEMENT)).isEqualTo("abc");
    }

    @Property(tries = 200)
    void aChangedByteBreaksIt(@ForAll byte[] statement, @ForAll int place) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] envelope = Seal.envelope(statement, pair.getPrivate());
        byte[] other = statement.length == 0 ? new byte[] {1} : statement.clone();
        if (statement.length > 0) {
            other[Math.floorMod(place, other.length)] ^= 1;
        }
        byte[] forged = new String(envelope, StandardCharsets.UTF_8)
                .replace(
                        "\"payload\":\"" + Base64.getEncoder().encodeToString(statement) + "\"",
                        "\"payload\":\"" + Base64.getEncoder().encodeToString(other) + "\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(Seal.open(envelope, pair.getPublic())).isEqualTo(statement);
        broken(forged, pair.getPublic());
        assertThatThrownBy(() -> Seal.open(forged, pair.getPrivate())).isInstanceOf(Seal.BrokenException.class);
    }

    @Test
    void whatIsNoEnvelopeIsBroken() throws Exception {
        PublicKey key = SealKeys.publicKey(OPEN);
        for (String text : new String[] {
            "",
            "null",
            "[]",
            "{}",
            "{\"payloadType\":\"application/vnd.in-toto+json\"}",
            "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"%\",\"signatures\":[{\"sig\":\"AA==\"}]}",
            "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"AA==\",\"signatures\":[{\"sig\":\"AA==\"}]}",
        }) {
            broken(text.getBytes(StandardCharsets.UTF_8), key);
        }
    }

    @Test
    void whatIsNoKeyIsToldWithoutQuotingIt() {
        assertThatThrownBy(() -> SealKeys.privateKey("s3cr3t"))
                .hasMessageContaining("has no '-----BEGIN PRIVATE KEY-----'")
                .hasMessageNotContaining("s3cr3t");
        assertThatThrownBy(() -> SealKeys.privateKey("-----BEGIN PRIVATE KEY-----\ns3cr3t\n-----END PRIVATE KEY-----"))
                .hasMessageContaining("no private key of Ed25519", "openssl genpkey")
                .hasMessageNotContaining("s3cr3t");
        assertThatThrownBy(() -> SealKeys.publicKey(SECRET))
                .hasMessageContaining("has no '-----BEGIN PUBLIC KEY-----'");
    }

    @Test
    void aStatementWithoutAJournalIsBroken() {
        for (String text :
                new String[] {"", "{}", "{\"subject\":[{\"name\":\"apk\",\"digest\":{\"sha256\":\"a\"}}]}"}) {
            assertThatThrownBy(() -> Seal.journal(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(Seal.BrokenException.class);
        }
    }

    private static void broken(byte[] envelope, PublicKey key) {
        assertThatThrownBy(() -> Seal.open(envelope, key)).isInstanceOf(Seal.BrokenException.class);
    }
}
