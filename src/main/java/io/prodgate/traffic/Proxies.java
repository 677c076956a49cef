package io.prodgate.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of the process environment: {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, upper or lower case,
 * as curl reads them; the lower case wins. {@code NO_PROXY} lists hosts (with all below them), {@code host:port}, addresses,
 * ranges of addresses ({@code 10.0.0.0/8}), or {@code *} for all. The machine itself is never asked through a proxy.
 */
final class Proxies extends ProxySelector {
    /** Described in the documentation of the module java.net.http. */
    private static final String TUNNEL_SCHEMES_OFF = "jdk.http.auth.tunneling.disabledSchemes";

    /**
     * One proxy.
     *
     * @param authorization the value of Proxy-Authorization, if its URL has credentials
     */
    record Entry(String host, int port, Optional<String> authorization) {
        String address() {
            return host + ":" + port;
        }
    }

    private final Optional<Entry> forHttps;
    private final Optional<Entry> forHttp;
    private final List<String> exceptions;

    private Proxies(Optional<Entry> forHttps, Optional<Entry> forHttp, List<String> exceptions) {
        this.forHttps = forHttps;
        this.forHttp = forHttp;
        this.exceptions = exceptions;
    }

    /**
     * Reads the environment.
     *
     * @throws SetupException if a proxy's URL cannot be understood
     */
    static Proxies of(Map<String, String> environment) throws SetupException {
        allowCredentialsForTunnels();
        return new Proxies(
                entry(environment, "HTTPS_PROXY"), entry(environment, "HTTP_PROXY"), exceptions(environment));
    }

    /**
     * The JDK drops Basic credentials on CONNECT unless this property says otherwise, and reads it only once, when its client is
     * first used in a process: so it is set whether there are credentials or not, before every client that is made here. A native
     * binary, in which the client may have been initialised when it was built, is built with the property too
     * (application.properties). Somebody's own setting stays.
     */
    private static void allowCredentialsForTunnels() {
        if (System.getProperty(TUNNEL_SCHEMES_OFF) == null) {
            System.setProperty(TUNNEL_SCHEMES_OFF, "");
        }
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.getOrDefault(name.toLowerCase(Locale.ROOT), environment.get(name)))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static Optional<Entry> entry(Map<String, String> environment, String name) throws SetupException {
        Optional<String> value = variable(environment, name);
        return value.isEmpty() ? Optional.empty() : Optional.of(parse(name, value.get()));
    }

    private static Entry parse(String name, String value) throws SetupException {
        try {
            URI url = new URI(value.contains("://") ? value : "http://" + value);
            if (url.getHost() == null || !"http".equalsIgnoreCase(url.getScheme())) {
                throw unusable(name, null);
            }
            Optional<String> user = Optional.ofNullable(url.getRawUserInfo())
                    .map(info -> URLDecoder.decode(info.replace("+", "%2B"), StandardCharsets.UTF_8));
            return new Entry(url.getHost(), url.getPort() == -1 ? 80 : url.getPort(), user.map(Proxies::basic));
        } catch (URISyntaxException e) {
            throw unusable(name, e);
        }
    }

    /** The value of Proxy-Authorization for {@code user:password} (RFC 7617). */
    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /** Does not show the value: it may hold a password. */
    private static SetupException unusable(String name, @org.jspecify.annotations.Nullable Exception cause) {
        String what = "the proxy address cannot be used";
        String todo = "write it as http://host:port or http://user:password@host:port";
        return cause == null
                ? new SetupException(what, "environment variable " + name, todo)
                : new SetupException(what, "environment variable " + name, todo, cause);
    }

    private static List<String> exceptions(Map<String, String> environment) {
        return variable(environment, "NO_PROXY").stream()
                .flatMap(value -> Arrays.stream(value.split("[,\\s]+")))
                .map(entry -> entry.toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** The proxy for a URL, if one is to be used. */
    Optional<Entry> proxy(URI url) {
        Optional<Entry> proxy = "https".equalsIgnoreCase(url.getScheme()) ? forHttps : forHttp;
        return proxy.filter(ignored -> !excepted(url));
    }

    /** True if requests to the URL go through a proxy. */
    boolean used(URI url) {
        return proxy(url).isPresent();
    }

    /** Host and port of the proxy for a URL. */
    String describe(URI url) {
        return proxy(url).map(Entry::address).orElse("(none)");
    }

    /** The credentials for the proxy of a URL. */
    Optional<String> authorization(URI url) {
        return proxy(url).flatMap(Entry::authorization);
    }

    private boolean excepted(URI url) {
        String host = unbracketed(url.getHost().toLowerCase(Locale.ROOT));
        int port = Call.port(url);
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("::1")) {
            return true;
        }
        return exceptions.stream().anyMatch(exception -> matches(exception, host, port));
    }

    private static boolean matches(String exception, String host, int port) {
        if (exception.equals("*")) {
            return true;
        }
        Optional<AddressRange> range = AddressRange.parse(exception);
        if (range.isPresent()) {
            return range.get().contains(host);
        }
        String name = exception;
        int colon = exception.lastIndexOf(':');
        boolean onePortOnly = colon > 0 && exception.indexOf(':') == colon || exception.contains("]:");
        if (onePortOnly) {
            if (!exception.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = exception.substring(0, colon);
        }
        name = unbracketed(name);
        if (name.startsWith("*.")) {
            name = name.substring(1);
        }
        String bare = name.startsWith(".") ? name.substring(1) : name;
        return host.equals(bare) || host.endsWith("." + bare);
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public List<Proxy> select(URI url) {
        return proxy(url)
                .map(entry -> List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress(entry.host(), entry.port()))))
                .orElse(List.of(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException error) {
        // The request's own exception tells.
    }
}
