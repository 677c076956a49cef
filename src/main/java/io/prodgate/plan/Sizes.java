package io.prodgate.plan;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 10MiB}, {@code 1 MB}, {@code 512KiB}, {@code 20B}. */
public final class Sizes {
    /** The accepted forms, to follow "expected" in an error. */
    public static final String FORMS = "a size like 512KiB, 10MiB or 1MB";

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?) ?([A-Za-z]{1,3})");

    // IEC 80000-13: KiB is 1024 bytes, kB is 1000.
    private static final Map<String, Long> UNITS = Map.of(
            "b", 1L,
            "kb", 1_000L,
            "kib", 1L << 10,
            "mb", 1_000_000L,
            "mib", 1L << 20,
            "gb", 1_000_000_000L,
            "gib", 1L << 30);

    private Sizes() {}

    /** The number of bytes, or empty if the text is no size, is not a whole number of bytes, or does not fit a long. */
    public static OptionalLong parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        Long unit = UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT));
        if (unit == null) {
            return OptionalLong.empty();
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        boolean whole = bytes.stripTrailingZeros().scale() <= 0;
        boolean inRange = bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return whole && inRange ? OptionalLong.of(bytes.longValueExact()) : OptionalLong.empty();
    }
}
