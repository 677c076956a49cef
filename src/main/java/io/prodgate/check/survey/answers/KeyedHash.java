package io.prodgate.check.survey.answers;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 of names: without the key nobody can try whose they are. Not for use by several threads. */
public final class KeyedHash {
    /** Bytes of a key. */
    public static final int KEY = 32;

    private static final int KEPT = 16;
    private static final int MOST_REMEMBERED = 100_000;

    private final byte[] key;
    private final Map<String, String> remembered = new HashMap<>();

    /** Hashes with this key. */
    public KeyedHash(byte[] key) {
        if (key.length != KEY) {
            throw new IllegalArgumentException("a key has " + KEY + " bytes");
        }
        this.key = key.clone();
    }

    byte[] key() {
        return key.clone();
    }

    String of(String text) {
        if (remembered.size() > MOST_REMEMBERED) {
            remembered.clear();
        }
        return remembered.computeIfAbsent(text, this::computed);
    }

    private String computed(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, KEPT));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
