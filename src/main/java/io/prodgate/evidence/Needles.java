package io.prodgate.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Secret values in the forms in which they are looked for. Immutable.
 *
 * <p>Every value is turned into a few byte strings (as it is, base64, hexadecimal), and all are looked for at once: the last four
 * bytes seen are looked up in a table, and only where they end a needle the rest is compared. Escapes of URLs, JSON and XML are
 * not needles but {@link Unescaped} views of the text, so that a value is found however it was escaped.
 */
final class Needles {
    private static final int TAIL = Redactor.SHORTEST;

    /** A text is searched in pieces of so many characters, so that memory does not grow with it. */
    private static final int PIECE = 1 << 16;

    /** The longest escape of one byte: a JSON escape that was escaped for a URL, {@code %5Cu00e9}, with room to spare. */
    private static final int WIDEST_ESCAPE = 12;

    /**
     * One byte string to look for.
     *
     * @param openStart true if the character before, in base64, also carries bits of the secret
     * @param openEnd the same for the character behind
     */
    private record Needle(byte[] bytes, boolean openStart, boolean openEnd) {}

    private final TreeSet<String> secrets;
    private final List<String> shortOnes;
    private final Map<Integer, List<Needle>> byTail;
    /** One bit for each hash of a tail: most positions of a text are done with after one look. */
    private final long[] tails;

    private final int longest;

    private Needles(Collection<String> values) {
        secrets = new TreeSet<>(values);
        shortOnes = secrets.stream().filter(Redactor::tooShort).toList();
        byTail = new HashMap<>();
        tails = new long[1 << 10];
        int most = 0;
        for (String secret : secrets) {
            if (!Redactor.tooShort(secret)) {
                byte[] bytes = bytes(secret);
                most = Math.max(most, bytes.length);
                forms(bytes).forEach(this::add);
            }
        }
        longest = most;
    }

    static Needles none() {
        return new Needles(List.of());
    }

    /** These and some more. */
    Needles with(Collection<String> more) {
        TreeSet<String> all = new TreeSet<>(secrets);
        for (String secret : more) {
            // A line end that an editor or a shell added to a secret is not sent along.
            for (String form : List.of(secret, secret.strip())) {
                if (!form.isBlank()) {
                    all.add(form);
                }
            }
        }
        return all.size() == secrets.size() ? this : new Needles(all);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    int longestEncoded() {
        return longest * WIDEST_ESCAPE + 2;
    }

    private static List<Needle> forms(byte[] secret) {
        List<Needle> forms = new ArrayList<>();
        forms.add(new Needle(secret, false, false));
        forms.add(new Needle(bytes(HexFormat.of().formatHex(secret)), false, false));
        forms.add(new Needle(bytes(HexFormat.of().withUpperCase().formatHex(secret)), false, false));
        for (int before = 0; before < 3; before++) {
            forms.add(base64(secret, before, Base64.getEncoder()));
            forms.add(base64(secret, before, Base64.getUrlEncoder()));
        }
        return forms;
    }

    /** The characters of base64 that depend on the secret alone, if so many bytes (modulo 3) stand before it. */
    private static Needle base64(byte[] secret, int before, Base64.Encoder encoder) {
        byte[] padded = new byte[before + secret.length];
        System.arraycopy(secret, 0, padded, before, secret.length);
        byte[] encoded = encoder.withoutPadding().encode(padded);
        int start = (before * 8 + 5) / 6;
        int end = padded.length * 8 / 6;
        return new Needle(Arrays.copyOfRange(encoded, start, end), before > 0, padded.length % 3 != 0);
    }

    private void add(Needle needle) {
        int tail = tail(needle.bytes(), needle.bytes().length - 1);
        byTail.computeIfAbsent(tail, key -> new ArrayList<>()).add(needle);
        int hash = hash(tail);
        tails[hash >>> 6] |= 1L << (hash & 63);
    }

    private static int tail(byte[] bytes, int end) {
        return bytes[end - 3] << 24 | (bytes[end - 2] & 255) << 16 | (bytes[end - 1] & 255) << 8 | bytes[end] & 255;
    }

    private static int hash(int tail) {
        return tail * 0x9E3779B1 >>> 16;
    }

    /** Where secrets stand in a text: in order, not touching each other. */
    List<Redactor.Span> find(String text) {
        if (secrets.isEmpty() || text.isEmpty()) {
            return List.of();
        }
        List<Redactor.Span> found = new ArrayList<>();
        shortOnes.forEach(secret -> findAlone(text, secret, found));
        if (!byTail.isEmpty()) {
            int overlap = longestEncoded();
            for (int from = 0; from < text.length(); from += PIECE) {
                int to = (int) Math.min(text.length(), (long) from + PIECE + overlap);
                for (Unescaped view : Unescaped.views(text, from, to)) {
                    search(view, found);
                }
            }
        }
        return merged(found);
    }

    private void search(Unescaped view, List<Redactor.Span> found) {
        byte[] bytes = view.bytes();
        for (int end = TAIL - 1; end < view.length(); end++) {
            int tail = tail(bytes, end);
            int hash = hash(tail);
            if ((tails[hash >>> 6] & 1L << (hash & 63)) != 0) {
                for (Needle needle : byTail.getOrDefault(tail, List.of())) {
                    match(view, needle, end, found);
                }
            }
        }
    }

    private static void match(Unescaped view, Needle needle, int end, List<Redactor.Span> found) {
        int start = end - needle.bytes().length + 1;
        if (start < 0 || !Arrays.equals(view.bytes(), start, end + 1, needle.bytes(), 0, needle.bytes().length)) {
            return;
        }
        int first = needle.openStart() && start > 0 && isBase64(view.bytes()[start - 1]) ? start - 1 : start;
        int last = needle.openEnd() && end + 1 < view.length() && isBase64(view.bytes()[end + 1]) ? end + 1 : end;
        found.add(new Redactor.Span(view.start(first), view.end(last)));
    }

    private static boolean isBase64(byte b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || "+/-_".indexOf(b) >= 0;
    }

    private static void findAlone(String text, String secret, List<Redactor.Span> found) {
        for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
            int end = at + secret.length();
            boolean freeBefore = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean freeBehind = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (freeBefore && freeBehind) {
                found.add(new Redactor.Span(at, end));
            }
        }
    }

    private static List<Redactor.Span> merged(List<Redactor.Span> found) {
        if (found.size() < 2) {
            return found;
        }
        found.sort(Comparator.comparingInt(Redactor.Span::start));
        List<Redactor.Span> merged = new ArrayList<>();
        Redactor.Span last = found.getFirst();
        for (Redactor.Span span : found.subList(1, found.size())) {
            if (span.start() <= last.end()) {
                last = new Redactor.Span(last.start(), Math.max(last.end(), span.end()));
            } else {
                merged.add(last);
                last = span;
            }
        }
        merged.add(last);
        return merged;
    }
}
