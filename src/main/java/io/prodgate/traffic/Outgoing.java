package io.prodgate.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/** Writes requests in the client's words. */
final class Outgoing {
    private Outgoing() {}

    /**
     * A request as it goes out.
     *
     * @throws IllegalArgumentException if its method, or a header's name or value, has characters that HTTP does not allow
     */
    static HttpRequest.Builder of(Request request, Proxies proxies) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(withoutFragment(request.url()));
        setMethod(builder, request);
        if ("http".equalsIgnoreCase(request.url().getScheme())) {
            // Without TLS there is no ALPN; the upgrade dance of HTTP/2 would add headers nobody asked for.
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        request.headers().forEach(header -> builder.header(header.getKey(), header.getValue()));
        proxies.authorization(request.url())
                .ifPresent(authorization -> builder.header("Proxy-Authorization", authorization));
        return builder;
    }

    /** With an empty body a GET would announce a content of length zero, which some servers refuse (RFC 9110 section 8.6). */
    private static void setMethod(HttpRequest.Builder builder, Request request) {
        if (request.body().isPresent()) {
            builder.method(
                    request.method(),
                    HttpRequest.BodyPublishers.ofByteArray(request.body().get()));
            return;
        }
        switch (request.method()) {
            case "GET" -> builder.GET();
            case "HEAD" -> builder.HEAD();
            case "DELETE" -> builder.DELETE();
            default -> builder.method(request.method(), HttpRequest.BodyPublishers.noBody());
        }
    }

    private static URI withoutFragment(URI url) {
        return url.getRawFragment() == null
                ? url
                : URI.create(url.toString().substring(0, url.toString().indexOf('#')));
    }
}
