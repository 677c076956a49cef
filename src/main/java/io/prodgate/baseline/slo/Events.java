package io.prodgate.baseline.slo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.prodgate.baseline.KeptNumber;
import io.prodgate.evidence.Json;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which events a number counts, as selectors of counters.
 *
 * @param counted the selector of those that are good or bad
 * @param bad true if they are the bad ones
 * @param all the selector of all of them
 * @param bucket true if they are buckets of a histogram, of which one with exactly this bound has to exist
 * @param quantile the share that a quantile speaks of, if it is one
 */
record Events(String counted, boolean bad, String all, boolean bucket, Optional<BigDecimal> quantile) {
    private static final String SELECTOR = "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{([^{}]*)\\})?";
    private static final String SUM = "sum\\s*(?:by\\s*\\([^()]*\\)\\s*)?\\(\\s*(?:rate|increase)\\s*\\(\\s*" + SELECTOR
            + "\\s*\\[[^\\[\\]]*\\]\\s*\\)\\s*\\)";
    private static final Pattern SHARE = Pattern.compile("(?:100\\s*\\*\\s*)?" + SUM + "\\s*/\\s*" + SUM);
    private static final Pattern QUANTILE =
            Pattern.compile("histogram_quantile\\s*\\(\\s*(0?\\.[0-9]+)\\s*,\\s*" + SUM + "\\s*\\)");

    /** The events of a number; empty if its query has another form than a share of counters or a quantile of a histogram. */
    static Optional<Events> of(KeptNumber number, Optional<Bound> bound) {
        String query = number.query().orElse("").strip();
        String group = group(number);
        Matcher share = SHARE.matcher(query);
        if (share.matches() && number.isShare()) {
            return Optional.of(new Events(
                    selector(share.group(1), share.group(2), group),
                    number.better() == KeptNumber.Better.LOWER,
                    selector(share.group(3), share.group(4), group),
                    false,
                    Optional.empty()));
        }
        Matcher quantile = QUANTILE.matcher(query);
        if (quantile.matches() && quantile.group(2).endsWith("_bucket") && bound.isPresent()) {
            return Optional.of(new Events(
                    selector(
                            quantile.group(2),
                            quantile.group(3),
                            join(group, bound.get().bucket())),
                    false,
                    selector(quantile.group(2), quantile.group(3), join(group, "le=\"+Inf\"")),
                    true,
                    Optional.of(new BigDecimal(quantile.group(1)))));
        }
        return Optional.empty();
    }

    /** The share of bad events over a range: empty if there are no events at all. */
    String errors(String range) {
        String one = "sum(rate(" + counted + "[" + range + "]))";
        String whole = "sum(rate(" + all + "[" + range + "]))";
        if (bucket) {
            return "1 - " + one + " / " + whole;
        }
        // Successes of which there was none yet have no series: that is none, and not unknown.
        String known = "(" + one + " or vector(0))";
        return bad ? known + " / " + whole : "1 - " + known + " / " + whole;
    }

    /** The series without which nothing would ever be told. */
    String needed() {
        return bucket ? counted : all;
    }

    private static String group(KeptNumber number) {
        int sign = number.group().indexOf('=');
        return sign < 0
                ? ""
                : number.group().substring(0, sign) + "="
                        + quoted(number.group().substring(sign + 1));
    }

    private static String selector(String name, String matchers, String more) {
        String joined = join(matchers == null ? "" : matchers.strip().replaceFirst(",$", ""), more);
        return joined.isEmpty() ? name : name + "{" + joined + "}";
    }

    private static String join(String one, String other) {
        return one.isEmpty() || other.isEmpty() ? one + other : one + "," + other;
    }

    /** A text in double quotes, as PromQL and YAML both read it. */
    static String quoted(String text) {
        try {
            return Json.mapper().writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text is always writable", e);
        }
    }
}
