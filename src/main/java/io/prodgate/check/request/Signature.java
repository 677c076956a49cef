package io.prodgate.check.request;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HMAC-SHA256 (RFC 2104) that shows who sent a body, as webhooks use it. In {@code signed} and {@code value}
 * <code>{body}</code>, <code>{timestamp}</code>, <code>{id}</code> and <code>{signature}</code> stand for themselves.
 *
 * @param key the shared secret
 * @param keyForm how its bytes are written
 * @param signed what the code is computed over: <code>{timestamp}.{body}</code>
 * @param encoding how the code's bytes are written
 * @param header which header carries it
 * @param value the header's value: <code>sha256={signature}</code>
 * @param timestampHeader which header carries the time of signing, if one does
 * @param unit what the time counts since 1970
 * @param idHeader which header carries the message's id, if one does
 * @param id the message's id; one is made if the plan has none
 * @param age how old the message pretends to be
 * @param altered true if the body is changed after signing
 */
public record Signature(
        Template key,
        KeyForm keyForm,
        String signed,
        Encoding encoding,
        String header,
        String value,
        Optional<String> timestampHeader,
        Unit unit,
        Optional<String> idHeader,
        Optional<Template> id,
        Duration age,
        boolean altered) {

    /** How the key's bytes are written. */
    public enum KeyForm {
        /** Its UTF-8 bytes are the key. */
        TEXT,
        /** Hexadecimal. */
        HEX,
        /** Base64. */
        BASE64,
        /** As Standard Webhooks write it: base64 behind {@code whsec_}, which may be left out. */
        WHSEC
    }

    /** How bytes are written. */
    public enum Encoding {
        /** Hexadecimal, lower case. */
        HEX,
        /** Base64 with padding. */
        BASE64
    }

    /** What a timestamp counts. */
    public enum Unit {
        /** Seconds. */
        SECONDS,
        /** Milliseconds. */
        MILLISECONDS
    }

    /** The key is not written as it should be; the message does not quote it. */
    static final class UnusableKeyException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableKeyException(String message) {
            super(message);
        }
    }

    /** True if the time of signing is part of it. */
    public boolean timed() {
        return timestampHeader.isPresent() || signed.contains("{timestamp}") || value.contains("{timestamp}");
    }

    /** The same with another secret, which production cannot know. */
    public Signature withWrongKey() {
        // Valid in every form: text, hexadecimal, base64.
        Template wrong = Template.literal("70726f64676174652077726f6e67206b");
        return new Signature(
                wrong, keyForm, signed, encoding, header, value, timestampHeader, unit, idHeader, id, age, altered);
    }

    /** The same, pretending to be from an earlier time. */
    public Signature aged(Duration older) {
        return new Signature(
                key, keyForm, signed, encoding, header, value, timestampHeader, unit, idHeader, id, older, altered);
    }

    /** The same for a body that is changed on the way: a blank is added, which leaves JSON what it was. */
    public Signature ofAlteredBody() {
        return new Signature(
                key, keyForm, signed, encoding, header, value, timestampHeader, unit, idHeader, id, age, true);
    }

    /** The body as it is sent. */
    byte[] sent(byte[] body) {
        if (!altered) {
            return body;
        }
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        longer[body.length] = ' ';
        return longer;
    }

    /**
     * The headers for a body.
     *
     * @param now when it is signed
     * @param origin what tells this message from all others; the same message gets the same id however often it is sent
     */
    List<Map.Entry<String, String>> headers(byte[] body, Values values, Instant now, String origin)
            throws UnusableKeyException {
        Instant at = now.minus(age);
        String timestamp = String.valueOf(
                switch (unit) {
                    case SECONDS -> at.getEpochSecond();
                    case MILLISECONDS -> at.toEpochMilli();
                });
        String message = id.map(template -> template.fill(values)).orElseGet(() -> "msg_" + digest(origin, body));
        String pattern = signed.replace("{timestamp}", timestamp).replace("{id}", message);
        byte[] mac = hmac(bytes(key.fill(values)), withBody(pattern, body));
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        idHeader.ifPresent(name -> headers.add(Map.entry(name, message)));
        timestampHeader.ifPresent(name -> headers.add(Map.entry(name, timestamp)));
        headers.add(Map.entry(
                header,
                value.replace("{timestamp}", timestamp).replace("{id}", message).replace("{signature}", encoded(mac))));
        return headers;
    }

    private String encoded(byte[] mac) {
        return switch (encoding) {
            case HEX -> HexFormat.of().formatHex(mac);
            case BASE64 -> Base64.getEncoder().encodeToString(mac);
        };
    }

    private static byte[] withBody(String pattern, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String[] parts = pattern.split("\\{body}", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                all.writeBytes(body);
            }
            all.writeBytes(parts[i].getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }

    private byte[] bytes(String secret) throws UnusableKeyException {
        try {
            return switch (keyForm) {
                case TEXT -> secret.getBytes(StandardCharsets.UTF_8);
                case HEX -> HexFormat.of().parseHex(secret.strip());
                case BASE64 -> Base64.getDecoder().decode(secret.strip());
                case WHSEC -> Base64.getDecoder().decode(secret.strip().replaceFirst("^whsec_", ""));
            };
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException(
                    keyForm == KeyForm.HEX
                            ? "the key of 'sign' is not hexadecimal"
                            : "the key of 'sign' is not base64");
        }
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // SecretKeySpec refuses an empty key; HMAC pads keys with zeros, so one zero byte is the same key.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String digest(String origin, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(origin.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
