package io.prodgate.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A statement about a run, signed with Ed25519 in an envelope of DSSE: {@code {"payloadType": "application/vnd.in-toto+json",
 * "payload": "<base64>", "signatures": [{"sig": "<base64>"}]}}.
 *
 * @see <a href="https://github.com/secure-systems-lab/dsse/blob/master/protocol.md">DSSE</a>
 */
public final class Seal {
    /** The envelope's name in a run's folder. */
    public static final String FILE_NAME = "attestation.dsse.json";

    /** What the journal is called among the subjects of a statement. */
    public static final String JOURNAL = "events.jsonl";

    private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    private static final String ALGORITHM = "Ed25519";

    private Seal() {}

    /** The envelope of a statement. */
    public static byte[] envelope(byte[] statement, PrivateKey key) {
        ObjectNode envelope = Json.mapper().createObjectNode();
        envelope.put("payloadType", PAYLOAD_TYPE);
        envelope.put("payload", Base64.getEncoder().encodeToString(statement));
        envelope.putArray("signatures")
                .addObject()
                .put("sig", Base64.getEncoder().encodeToString(sign(statement, key)));
        try {
            return Json.mapper().writeValueAsBytes(envelope);
        } catch (IOException e) {
            throw new IllegalStateException("a JSON tree is always writable", e);
        }
    }

    /**
     * The statement in an envelope.
     *
     * @throws BrokenException if it is not signed with the private part of this key
     */
    public static byte[] open(byte[] envelope, PublicKey key) throws BrokenException {
        Opened opened = read(envelope);
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(signed(opened.statement()));
            if (!check.verify(opened.signature())) {
                throw otherKey();
            }
        } catch (GeneralSecurityException e) {
            throw otherKey();
        }
        return opened.statement();
    }

    /**
     * The statement in an envelope that one made oneself: of a statement, a key makes only one signature (RFC 8032).
     *
     * @throws BrokenException if it was made with another key
     */
    public static byte[] open(byte[] envelope, PrivateKey key) throws BrokenException {
        Opened opened = read(envelope);
        if (!Arrays.equals(sign(opened.statement(), key), opened.signature())) {
            throw otherKey();
        }
        return opened.statement();
    }

    /**
     * The SHA-256 that a statement gives for the journal it is about.
     *
     * @throws BrokenException if it gives none
     */
    public static String journal(byte[] statement) throws BrokenException {
        try {
            for (JsonNode subject : Json.mapper().readTree(statement).path("subject")) {
                Optional<String> digest = Optional.of(
                                subject.path("digest").path("sha256").asText())
                        .filter(text -> !text.isEmpty());
                if (subject.path("name").asText().equals(JOURNAL) && digest.isPresent()) {
                    return digest.get();
                }
            }
        } catch (IOException e) {
            throw new BrokenException("the statement is not JSON");
        }
        throw new BrokenException("the statement names no journal");
    }

    private record Opened(byte[] statement, byte[] signature) {}

    private static Opened read(byte[] envelope) throws BrokenException {
        try {
            JsonNode tree = Json.mapper().readTree(envelope);
            if (tree == null || !tree.path("payloadType").asText().equals(PAYLOAD_TYPE)) {
                throw new BrokenException("it is no envelope of an in-toto statement");
            }
            return new Opened(
                    Base64.getDecoder().decode(tree.path("payload").asText()),
                    Base64.getDecoder()
                            .decode(tree.path("signatures").path(0).path("sig").asText()));
        } catch (IOException | IllegalArgumentException e) {
            throw new BrokenException("it is not complete");
        }
    }

    private static byte[] sign(byte[] statement, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signed(statement));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with this key", e);
        }
    }

    /** What the signature is over: DSSE's pre-authentication encoding. */
    private static byte[] signed(byte[] statement) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("DSSEv1 %d %s %d "
                .formatted(PAYLOAD_TYPE.length(), PAYLOAD_TYPE, statement.length)
                .getBytes(StandardCharsets.UTF_8));
        all.writeBytes(statement);
        return all.toByteArray();
    }

    private static BrokenException otherKey() {
        return new BrokenException("it was not signed with this key, or it was changed since");
    }

    /** The seal does not hold. */
    public static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenException(String message) {
            super(message);
        }
    }
}
