package io.prodgate.run;

import io.prodgate.diagnosis.Conclusion;
import io.prodgate.plan.Position;
import java.util.Optional;

/**
 * How a check would end that sees what a sample says.
 *
 * @param at where the sample is written
 * @param name for people
 * @param conclusion how it ends
 * @param difference from what the sample says, in words; empty if it holds
 */
public record SampleResult(Position at, String name, Conclusion conclusion, Optional<String> difference) {
    /** The end in a few words: {@code inconclusive, configuration by office-firewall}. */
    public static String words(Conclusion conclusion) {
        return conclusion.outcome().wireName()
                + conclusion.cause().map(cause -> ", " + cause.wireName()).orElse("")
                + conclusion.rule().map(rule -> " by " + rule).orElse("");
    }
}
