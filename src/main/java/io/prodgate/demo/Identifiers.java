package io.prodgate.demo;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes identifiers and tokens that nobody has had before. */
final class Identifiers {
    private final RandomGenerator random;

    Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /** 32 hexadecimal digits after a prefix. */
    synchronized String next(String prefix) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return prefix + HexFormat.of().formatHex(bytes);
    }
}
