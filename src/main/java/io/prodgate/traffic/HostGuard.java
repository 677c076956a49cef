package io.prodgate.traffic;

import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets only well-formed requests to hosts of the plan out: a typing error must never load or leak to a stranger. */
final class HostGuard implements Channel {
    /** Set by the client itself (java.net.http refuses them from outside). */
    private static final Set<String> OWNED_BY_CLIENT =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final Destinations destinations;
    private final Time time;
    private final Repeats next;

    HostGuard(Destinations destinations, Time time, Repeats next) {
        this.destinations = destinations;
        this.time = time;
        this.next = next;
    }

    @Override
    public Reply send(Call call) throws InterruptedException {
        Optional<Misconfiguration> wrong = objection(call.request());
        if (wrong.isPresent()) {
            call.log().add(wrong.get());
            return new Reply.NoAnswer(new Trouble(
                    Trouble.Kind.LOCAL,
                    wrong.get().where(),
                    "not sent: " + wrong.get().what(),
                    Trouble.Sent.NOTHING,
                    time.now(),
                    Duration.ZERO));
        }
        return next.send(call);
    }

    private Optional<Misconfiguration> objection(Request request) {
        URI url = request.url();
        if (url.getHost() == null || !isWeb(url.getScheme())) {
            return Optional.of(new Misconfiguration(
                    "the URL is not an absolute http or https URL", url.toString(), "write it as https://host/path"));
        }
        if (destinations.role(url) == Destinations.Role.STRANGER) {
            return Optional.of(new Misconfiguration(
                    "the host " + url.getHost() + " is neither production's nor a system of the plan",
                    url.toString(),
                    "add it to production.hosts if it belongs to production, or correct the URL"));
        }
        return request.headers().stream()
                .map(Map.Entry::getKey)
                .filter(name -> OWNED_BY_CLIENT.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(name -> new Misconfiguration(
                        "the header " + name + " is set by prodgate itself and cannot be chosen",
                        url.toString(),
                        "remove it from the request"));
    }

    private static boolean isWeb(String scheme) {
        return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
    }
}
