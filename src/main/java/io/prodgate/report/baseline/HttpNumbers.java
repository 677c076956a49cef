package io.prodgate.report.baseline;

import io.prodgate.baseline.KeptNumber;
import io.prodgate.baseline.KeptNumber.Better;
import io.prodgate.baseline.Samples;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.journal.RunResult.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How long the answers to the requests of an {@code http} check took, in all its attempts. */
final class HttpNumbers {
    private static final String DURATION = "duration";

    private HttpNumbers() {}

    static void of(CheckResult check, RunNumbers numbers) {
        List<HttpExchange> exchanges = check.attempts().stream()
                .flatMap(attempt -> attempt.evidence().stream())
                .filter(HttpExchange.class::isInstance)
                .map(HttpExchange.class::cast)
                .toList();
        if (exchanges.size() < RunNumbers.LEAST_SAMPLES) {
            // One request or two are what such a check is for, and nothing that somebody would miss.
            return;
        }
        Samples samples = Samples.of(
                exchanges.stream()
                        .map(exchange -> JourneyNumbers.seconds(exchange.duration()))
                        .toList(),
                0);
        numbers.keep(new KeptNumber(
                check.head().id(),
                DURATION,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                exchanges.getFirst().started(),
                exchanges.stream()
                        .map(exchange -> exchange.started().plus(exchange.duration()))
                        .max(Instant::compareTo)
                        .orElseThrow(),
                "seconds",
                Better.LOWER,
                "",
                samples.quantile(0.5),
                (long) exchanges.size(),
                Optional.of(samples)));
    }
}
