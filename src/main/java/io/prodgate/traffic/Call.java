package io.prodgate.traffic;

import io.prodgate.evidence.EvidenceLog;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;

/**
 * A request on its way through the channels.
 *
 * @param request what to send now; channels further out may have added to it
 * @param log where waits and findings of this exchange go
 * @param deadline when the caller has no more time
 * @param sending told when it goes out
 * @param notBefore when the pace of the host lets it go out; long ago until that is known
 * @param repeats how often the same request was sent before within this exchange
 */
record Call(Request request, EvidenceLog log, Instant deadline, Sending sending, Instant notBefore, int repeats) {
    /** The same call with another request. */
    Call with(Request changed) {
        return new Call(changed, log, deadline, sending, notBefore, repeats);
    }

    /** The same call, to go out no sooner than an instant. */
    Call notBefore(Instant instant) {
        return new Call(request, log, deadline, sending, instant, repeats);
    }

    /** The same call once more. */
    Call repeated(int times) {
        return new Call(request, log, deadline, sending, notBefore, times);
    }

    /** Host and port of the request. */
    String authority() {
        return authority(request.url());
    }

    /** Host in lower case and port, the scheme's own port where the URL names none. */
    static String authority(URI url) {
        return url.getHost().toLowerCase(Locale.ROOT) + ":" + port(url);
    }

    /** The URL's port, or the one of its scheme. */
    static int port(URI url) {
        if (url.getPort() != -1) {
            return url.getPort();
        }
        return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
