package io.prodgate.device.log;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How apps log HTTP answers and connection troubles: the formats of the common clients. What none of them writes is not guessed at:
 * a number alone is no status.
 */
final class HttpWords {
    private static final String STATUS = "(?<status>[1-5]\\d\\d)\\b";
    private static final Pattern URL = Pattern.compile("https?://[^\\s'\"<>\\])},]+");

    private static final List<Pattern> ANSWERS = List.of(
            // OkHttp's HttpLoggingInterceptor: <-- 200 OK https://api.example.com/x (123ms, 45-byte body)
            Pattern.compile("<--\\s+" + STATUS),
            // Volley: BasicNetwork.performRequest: Unexpected response code 500 for https://…; slow requests: [rc=200]
            Pattern.compile("Unexpected response code:? " + STATUS),
            Pattern.compile("\\[rc=" + STATUS),
            // Retrofit, Apollo: HttpException: HTTP 429 Too Many Requests; status lines; Flutter's HTTP/1.1 404 Not
            // Found
            Pattern.compile("\\bHTTP(?:/[\\d.]+)?[ :]+" + STATUS),
            // Axios and fetch in React Native: Request failed with status code 503; WebView: responded with a status of
            // 503
            // Dio: the response has a status code of 404; statusCode: 200; Ktor, Cronet, Supabase: status=503,
            // "status":503
            Pattern.compile("(?i)\\bstatus(?:[ _-]?code)?\\b[\"']?\\s*(?:of|was|is|[:=|])?\\s*\\[?" + STATUS),
            // Dio before 5: Http status error [404]
            Pattern.compile("(?i)Http status error \\[" + STATUS),
            // Ktor: RESPONSE: 401 Unauthorized; … invalid: 401 Unauthorized; Server error(GET https://…: 500 Internal…
            Pattern.compile("\\bRESPONSE: " + STATUS),
            Pattern.compile("(?:invalid|https?://\\S+): " + STATUS + " [A-Z]"),
            // HttpURLConnection: Server returned HTTP response code: 503 for URL: https://…
            Pattern.compile("(?i)\\bresponse code[:=]? ?" + STATUS));

    private static final Pattern TROUBLE = Pattern.compile(String.join(
            "|",
            // Names
            "UnknownHostException|Unable to resolve host|ERR_NAME_NOT_RESOLVED|Failed host lookup|EAI_(?:NODATA|AGAIN|NONAME)",
            "ERR_DNS_|No address associated with hostname",
            // TLS
            "SSL(?:Handshake|PeerUnverified|Protocol)?Exception|CertPathValidatorException|CERTIFICATE_VERIFY_FAILED",
            "CertificateException|CertificateExpiredException|ERR_CERT_|ERR_SSL_|HandshakeException|Trust anchor for",
            "Certificate pinning failure",
            // Connections
            "ConnectException|ECONNREFUSED|ECONNRESET|ECONNABORTED|ERR_CONNECTION_|Failed to connect to|Connection refused",
            "Connection reset|SocketTimeoutException|ConnectTimeoutException|InterruptedIOException: timeout|ETIMEDOUT",
            "ERR_TIMED_OUT|ENETUNREACH|EHOSTUNREACH|NoRouteToHostException|Network is unreachable|ERR_INTERNET_DISCONNECTED",
            "ERR_ADDRESS_UNREACHABLE|ERR_NETWORK_CHANGED|ERR_QUIC_|ERR_HTTP2_|ERR_EMPTY_RESPONSE|ERR_PROXY_|ERR_TUNNEL_",
            "SocketException|StreamResetException|unexpected end of stream|Network request failed|AxiosError: Network Error",
            "ClientException with SocketException|connection (?:error|timeout)\\]|com\\.android\\.volley\\.(?:Timeout|NoConnection)Error",
            // What Android itself forbids
            "CLEARTEXT communication .* not permitted|ERR_CLEARTEXT_NOT_PERMITTED|<-- HTTP FAILED"));

    private HttpWords() {}

    /** The HTTP status that a line tells of an answer, if it does. */
    static Optional<Integer> status(String text) {
        for (Pattern answer : ANSWERS) {
            Matcher found = answer.matcher(text);
            if (found.find()) {
                return Optional.of(Integer.parseInt(found.group("status")));
            }
        }
        return Optional.empty();
    }

    /** The first URL of a line. */
    static Optional<String> url(String text) {
        Matcher found = URL.matcher(text);
        return found.find() ? Optional.of(found.group().replaceFirst("[:.]$", "")) : Optional.empty();
    }

    /** True if a line tells of a connection that did not come about or broke. */
    static boolean trouble(String text) {
        return TROUBLE.matcher(text).find();
    }
}
