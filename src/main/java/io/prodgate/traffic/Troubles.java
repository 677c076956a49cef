package io.prodgate.traffic;

import io.prodgate.evidence.Time;
import io.prodgate.evidence.Trouble;
import io.prodgate.traffic.names.SystemResolver;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Names the trouble behind an exception, by its type and the phase it came in; text decides only where there is no type. */
final class Troubles {
    /** The JDK's words for a CONNECT that was answered 502, 503 or 504; there is no type for it. */
    private static final Pattern TUNNEL_WITHOUT_END = Pattern.compile("Tunnel failed.*\\b50[234]\\b");

    private static final Pattern TUNNEL_REFUSED = Pattern.compile("Tunnel failed.*\\b403\\b");

    /** What the system says of this machine alone, as the whole message: ENFILE, EMFILE, EADDRNOTAVAIL. */
    private static final Pattern USED_UP = Pattern.compile(
            "(?:Too many open files(?: in system)?|Can(?:not|'t) assign requested address)(?:: \\w+)?",
            Pattern.CASE_INSENSITIVE);

    private final Proxies proxies;
    private final Time time;

    Troubles(Proxies proxies, Time time) {
        this.proxies = proxies;
        this.time = time;
    }

    /** The trouble of a request that failed. */
    Trouble of(Throwable error, Request request, boolean headersSeen, Instant started) {
        URI url = request.url();
        Kinded kinded = kind(error, url, headersSeen);
        Instant now = time.now();
        return new Trouble(
                kinded.kind(), url.toString(), told(kinded, error), kinded.sent(), now, Duration.between(started, now));
    }

    /** The trouble of opening a connection or shaking hands with {@code host:port}. */
    Trouble ofHandshake(Throwable error, String host, int port, Instant started) {
        Kinded kinded = kind(error, URI.create("https://" + bracketed(host) + ":" + port), false);
        Instant now = time.now();
        return new Trouble(
                kinded.kind(),
                host + ":" + port,
                told(kinded, error),
                Trouble.Sent.NOTHING,
                now,
                Duration.between(started, now));
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private record Kinded(Trouble.Kind kind, Trouble.Sent sent, String words) {
        static Kinded nothingSent(Trouble.Kind kind, String words) {
            return new Kinded(kind, Trouble.Sent.NOTHING, words);
        }

        static Kinded perhapsSent(Trouble.Kind kind, String words) {
            return new Kinded(kind, Trouble.Sent.PERHAPS, words);
        }
    }

    private Kinded kind(Throwable error, URI url, boolean headersSeen) {
        if (USED_UP.matcher(words(error)).matches()) {
            return Kinded.nothingSent(
                    Trouble.Kind.LOCAL, "this machine could open no connection, its files or ports are used up");
        }
        Optional<Kinded> tls = tls(error);
        if (tls.isPresent()) {
            return tls.get();
        }
        Optional<Kinded> connecting = connecting(error, url);
        if (connecting.isPresent()) {
            return connecting.get();
        }
        if (find(error, HttpTimeoutException.class).isPresent()
                || find(error, SocketTimeoutException.class).isPresent()) {
            return Kinded.perhapsSent(Trouble.Kind.ANSWER_TIMEOUT, "no complete answer came in time");
        }
        if (find(error, ProtocolException.class).isPresent() && !headersSeen) {
            return Kinded.perhapsSent(Trouble.Kind.NOT_HTTP, "what came back is not HTTP");
        }
        if (headersSeen && find(error, SocketException.class).isEmpty()) {
            return Kinded.perhapsSent(Trouble.Kind.ANSWER_CUT, "the answer ended before its body was complete");
        }
        if (find(error, IOException.class).isPresent()) {
            return Kinded.perhapsSent(Trouble.Kind.RESET, "the connection was closed before the answer was complete");
        }
        if (find(error, OutOfMemoryError.class).isPresent()) {
            return Kinded.perhapsSent(Trouble.Kind.LOCAL, "this machine ran out of memory");
        }
        return Kinded.perhapsSent(Trouble.Kind.INTERNAL, "prodgate failed at sending the request");
    }

    private static Optional<Kinded> tls(Throwable error) {
        Optional<CertificateRefusedException> refused = find(error, CertificateRefusedException.class);
        if (refused.isPresent()) {
            return Optional.of(
                    Kinded.nothingSent(refused.get().kind(), refused.get().words()));
        }
        Optional<SSLException> ssl = find(error, SSLException.class);
        if (ssl.isEmpty()) {
            return Optional.empty();
        }
        // The JDK has no type for alerts: the name of the alert (RFC 8446 section 6) stands in the text alone.
        String text = words(ssl.get()).toLowerCase(Locale.ROOT);
        if (text.contains("certificate_required")
                || text.contains("bad_certificate")
                || text.contains("certificate_unknown")
                || text.contains("unknown_ca")) {
            return Optional.of(Kinded.nothingSent(
                    Trouble.Kind.CLIENT_CERTIFICATE_REFUSED, "the server did not accept our client certificate"));
        }
        if (ssl.get() instanceof SSLHandshakeException
                || find(error, EOFException.class).isEmpty()) {
            return Optional.of(Kinded.nothingSent(Trouble.Kind.TLS_HANDSHAKE, "the TLS handshake failed"));
        }
        return Optional.empty();
    }

    private Optional<Kinded> connecting(Throwable error, URI url) {
        Optional<ProxyException> proxy = find(error, ProxyException.class);
        if (proxy.isPresent()) {
            return Optional.of(Kinded.nothingSent(proxy.get().kind(), "the proxy opened no tunnel"));
        }
        if (proxies.used(url) && TUNNEL_WITHOUT_END.matcher(words(error)).find()) {
            return Optional.of(Kinded.nothingSent(
                    Trouble.Kind.NOT_REACHED_BY_PROXY,
                    "the proxy " + proxies.describe(url) + " got no connection to the host"));
        }
        if (proxies.used(url) && TUNNEL_REFUSED.matcher(words(error)).find()) {
            return Optional.of(Kinded.nothingSent(
                    Trouble.Kind.PROXY_REFUSED,
                    "the proxy " + proxies.describe(url) + " does not let us ask that host"));
        }
        if (proxies.used(url) && proxyFailed(error)) {
            return Optional.of(Kinded.nothingSent(
                    Trouble.Kind.PROXY, "the proxy " + proxies.describe(url) + " could not be used"));
        }
        Optional<UnknownHostException> unknown = find(error, UnknownHostException.class);
        if (unknown.isPresent()) {
            return Optional.of(nameless(url.getHost(), unknown.get()));
        }
        if (find(error, UnresolvedAddressException.class).isPresent()) {
            return Optional.of(lookUp(url.getHost()));
        }
        if (find(error, HttpConnectTimeoutException.class).isPresent()) {
            return Optional.of(
                    Kinded.nothingSent(Trouble.Kind.CONNECT_TIMEOUT, "the connection was not established in time"));
        }
        if (find(error, NoRouteToHostException.class).isPresent()) {
            return Optional.of(unreachable(url));
        }
        Optional<ConnectException> connect = find(error, ConnectException.class);
        return connect.map(failed -> isUnreachable(words(failed))
                ? unreachable(url)
                : Kinded.nothingSent(Trouble.Kind.REFUSED, "nothing accepts connections on that port"));
    }

    /** Somebody on the way says that there is none, or this machine does not even know a first step. */
    private static Kinded unreachable(URI url) {
        return Routes.lead(url.getHost())
                ? Kinded.nothingSent(Trouble.Kind.UNREACHABLE, "there is no route to the host or network")
                : Kinded.nothingSent(
                        Trouble.Kind.LOCAL,
                        "this machine has no way to " + url.getHost()
                                + ": no network, or none of its kind (IPv4, IPv6)");
    }

    private static boolean proxyFailed(Throwable error) {
        return find(error, ConnectException.class).isPresent()
                || find(error, HttpConnectTimeoutException.class).isPresent()
                || find(error, UnresolvedAddressException.class).isPresent()
                || find(error, UnknownHostException.class).isPresent()
                || find(error, NoRouteToHostException.class).isPresent()
                // The JDK has no type for a refused CONNECT.
                || words(error).contains("Tunnel failed");
    }

    /** The JDK reports ENETUNREACH as a plain ConnectException: only its text tells. */
    private static boolean isUnreachable(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("unreachable") || lower.contains("no route");
    }

    /** The client does not say why a name could not be looked up, so the resolver is asked once more. */
    private static Kinded lookUp(String host) {
        try {
            InetAddress.getAllByName(host);
            return Kinded.nothingSent(
                    Trouble.Kind.DNS_FAILED, "the name could not be looked up at first, a moment later it could");
        } catch (UnknownHostException e) {
            return nameless(host, e);
        }
    }

    private static Kinded nameless(String host, UnknownHostException error) {
        return SystemResolver.couldNotTell(error)
                ? Kinded.nothingSent(
                        Trouble.Kind.DNS_FAILED,
                        "the name " + host + " could not be looked up now ("
                                + words(error).toLowerCase(Locale.ROOT) + ")")
                : Kinded.nothingSent(Trouble.Kind.DNS_NOT_FOUND, "the name " + host + " does not exist");
    }

    /** The first exception of a type in the chain of causes. */
    static <T extends Throwable> Optional<T> find(Throwable error, Class<T> type) {
        Throwable current = error;
        for (int depth = 0; current != null && depth < 20; depth++) {
            if (type.isInstance(current)) {
                return Optional.of(type.cast(current));
            }
            current = current.getCause();
        }
        return Optional.empty();
    }

    /** Our words and the library's, if it has any: a refused connection often comes with nothing but its type. */
    private static String told(Kinded kinded, Throwable error) {
        String library = words(error);
        boolean nothingNew = library.equals(error.getClass().getSimpleName())
                || find(error, UnknownHostException.class).isPresent()
                || kinded.words().contains(library);
        return nothingNew ? kinded.words() : kinded.words() + ": " + library;
    }

    /** The innermost message there is: the library's own words can be searched for. */
    static String words(Throwable error) {
        String words = error.getClass().getSimpleName();
        Throwable current = error;
        for (int depth = 0; current != null && depth < 20; depth++) {
            if (current.getMessage() != null && !current.getMessage().isBlank()) {
                words = current.getMessage();
            }
            current = current.getCause();
        }
        return words;
    }
}
