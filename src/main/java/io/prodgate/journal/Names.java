package io.prodgate.journal;

import java.text.Normalizer;
import java.util.Locale;

/** Names of people, as somebody typed them. */
final class Names {
    private Names() {}

    /** Whether two are one, whatever their case, their spaces, what nobody sees, and the way their letters are put together. */
    static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .replaceAll("\\p{Cf}+", "")
                .replaceAll("[\\s\\p{Z}]+", " ")
                .strip()
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
