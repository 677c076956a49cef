package io.prodgate.run;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.HttpExchange;
import java.util.List;

/** Cuts what need not be kept in full: the bodies of attempts that were met. */
final class Excerpts {
    private static final int LONGEST_BODY = 1024;

    private Excerpts() {}

    static List<Evidence> shorten(List<Evidence> facts) {
        return facts.stream().map(Excerpts::shorten).toList();
    }

    private static Evidence shorten(Evidence fact) {
        return fact instanceof HttpExchange exchange && exchange.body().length() > LONGEST_BODY
                ? new HttpExchange(
                        exchange.method(),
                        exchange.url(),
                        exchange.requestHeaders(),
                        exchange.requestBody(),
                        exchange.credential(),
                        exchange.status(),
                        exchange.protocol(),
                        exchange.headers(),
                        exchange.body().substring(0, LONGEST_BODY) + "… (" + exchange.bodyBytes() + " bytes in all)",
                        exchange.bodyBytes(),
                        exchange.truncated(),
                        exchange.started(),
                        exchange.duration())
                : fact;
    }
}
