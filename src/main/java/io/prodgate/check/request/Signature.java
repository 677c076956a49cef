package io.prodgate.check.request;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An HMAC-SHA256 over the raw body (RFC 2104), as webhooks use it.
 *
 * @param key the shared secret; its UTF-8 bytes are the key
 * @param header which header carries it
 * @param prefix what stands before it in the header: {@code sha256=}
 * @param encoding how its bytes are written
 */
public record Signature(Template key, String header, String prefix, Encoding encoding) {
    /** How bytes are written. */
    enum Encoding {
        HEX,
        BASE64
    }

    /** The header's value for a body. */
    String of(byte[] body, Values values) {
        byte[] mac = hmac(key.fill(values).getBytes(StandardCharsets.UTF_8), body);
        return prefix
                + switch (encoding) {
                    case HEX -> HexFormat.of().formatHex(mac);
                    case BASE64 -> Base64.getEncoder().encodeToString(mac);
                };
    }

    private static byte[] hmac(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // SecretKeySpec refuses an empty key; HMAC pads keys with zeros, so one zero byte is the same key.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
