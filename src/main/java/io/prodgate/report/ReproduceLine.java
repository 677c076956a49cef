package io.prodgate.report;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.DeviceLog;
import io.prodgate.evidence.DeviceReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.FaultRun;
import io.prodgate.evidence.FlowRun;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.MetricReading;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.evidence.ProcessRun;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.TestResults;
import io.prodgate.evidence.TraceReading;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line for a shell that shows what an attempt saw, without prodgate. Secrets stand in it as {@code ***}, since only
 * redacted evidence is at hand; the reader puts their own in.
 */
public final class ReproduceLine {
    /** Set by curl itself, or made for one request alone. */
    private static final Set<String> LEFT_OUT = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "accept-encoding",
            "upgrade",
            "http2-settings",
            "traceparent",
            "tracestate",
            "baggage");

    // RFC 9110 section 5.6.2: what a header's name may consist of.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern HTTP_URL = Pattern.compile("https?://\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile(
            "^(?:https?://)?([A-Za-z0-9_][A-Za-z0-9._-]*)(?::[0-9]{1,5})?(?:/|$)", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST_AND_PORT = Pattern.compile("[A-Za-z0-9._-]+:[0-9]{1,5}");

    private ReproduceLine() {}

    /** The line for what a missed attempt stumbled over: the app's flow, a metric's query, or its last request before the first miss. */
    public static Optional<String> of(AttemptRecord attempt) {
        Optional<String> flow = attempt.evidence().stream()
                .filter(FlowRun.class::isInstance)
                .flatMap(fact -> line(fact).stream())
                .findFirst();
        return flow.or(() -> query(attempt)).or(() -> lastRequest(attempt));
    }

    /** The request with the query of a metric, among those that ask whether its answer can be believed. */
    private static Optional<String> query(AttemptRecord attempt) {
        return attempt.evidence().stream()
                .filter(MetricReading.class::isInstance)
                .map(fact -> "query=" + URLEncoder.encode(((MetricReading) fact).query(), StandardCharsets.UTF_8))
                .findFirst()
                .flatMap(asked -> attempt.evidence().stream()
                        .filter(fact -> fact instanceof HttpExchange exchange
                                && exchange.requestBody()
                                        .filter(body -> body.equals(asked) || body.startsWith(asked + "&"))
                                        .isPresent())
                        .flatMap(fact -> line(fact).stream())
                        .findFirst());
    }

    private static Optional<String> lastRequest(AttemptRecord attempt) {
        Optional<String> last = Optional.empty();
        for (Evidence fact : attempt.evidence()) {
            if (fact instanceof Judgement judgement && !judgement.met() && last.isPresent()) {
                return last;
            }
            Optional<String> before = last;
            last = line(fact).or(() -> before);
        }
        return last;
    }

    /** What to say above a line. */
    public static String label(String line) {
        if (FlowCommand.wantsVariables(line)) {
            return "Reproduce, with your own credentials in the shell's variables";
        }
        return line.contains(Redactor.MASK)
                ? "Reproduce, with your own credentials where " + Redactor.MASK + " stands"
                : "Reproduce";
    }

    /** The curl command for one exchange. */
    public static String of(HttpExchange exchange) {
        StringBuilder line = new StringBuilder("curl -sS -i -g");
        boolean body = exchange.requestBody().isPresent();
        if (exchange.method().equals("HEAD")) {
            line.append(" -I");
        } else if (!exchange.method().equals(body ? "POST" : "GET")) {
            line.append(" -X ").append(quote(exchange.method()));
        }
        exchange.requestHeaders().stream()
                .filter(ReproduceLine::worthRepeating)
                .forEach(header -> line.append(" -H ").append(quote(field(header))));
        exchange.requestBody().ifPresent(text -> line.append(" --data-raw ").append(quote(text)));
        return line.append(" ").append(quote(exchange.url())).toString();
    }

    /**
     * The text as one word of a POSIX shell. A text with control or invisible characters is written in the form
     * {@code $'…'} that bash, zsh and POSIX.1-2024 know, so that the line stays one line and shows all there is.
     */
    public static String quote(String text) {
        if (text.codePoints().anyMatch(Plain::unsafe)) {
            return escaped(text);
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    private static Optional<String> line(Evidence fact) {
        return switch (fact) {
            case HttpExchange exchange -> Optional.of(of(exchange));
            case CertificateChain chain -> Optional.of(handshake(chain.host(), chain.host() + ":" + chain.port()));
            case Trouble trouble -> line(trouble);
            case Judgement judgement -> Optional.empty();
            case ControlProbe probe -> Optional.empty();
            case ClockReading reading -> Optional.empty();
            case PaceWait pause -> Optional.empty();
            case Misconfiguration mistake -> Optional.empty();
            case NameLookup lookup -> Optional.empty();
            case VantageProbe probe -> Optional.empty();
            case ProcessRun run -> Optional.of(run.command());
            case TestResults results -> Optional.empty();
            case ItemResult result -> Optional.empty();
            case FlowRun flow -> Optional.of(FlowCommand.of(flow));
            case DeviceReading reading -> Optional.empty();
            case DeviceLog log -> Optional.empty();
            case SystemTrouble trouble -> Optional.empty();
            case MetricReading reading -> Optional.empty();
            case TraceReading reading -> Optional.empty();
            case PanelPicture picture -> Optional.empty();
            case FaultRun fault -> Optional.empty();
            case IsolationMatrix matrix -> Optional.empty();
            case AlertWatch watch -> Optional.empty();
            case SurveyReading survey -> Optional.empty();
            case ApkReading reading -> Optional.empty();
        };
    }

    private static Optional<String> line(Trouble trouble) {
        if (trouble.kind() == Trouble.Kind.DNS_NOT_FOUND || trouble.kind() == Trouble.Kind.DNS_FAILED) {
            Matcher host = HOST.matcher(trouble.target());
            return host.find() ? Optional.of("nslookup " + quote(host.group(1))) : Optional.empty();
        }
        if (HTTP_URL.matcher(trouble.target()).matches()) {
            return Optional.of("curl -sS -i -g " + quote(trouble.target()));
        }
        if (HOST_AND_PORT.matcher(trouble.target()).matches()) {
            String host = trouble.target().substring(0, trouble.target().lastIndexOf(':'));
            return Optional.of(
                    handshakeRelated(trouble.kind())
                            ? handshake(host, trouble.target())
                            : "nc -vz -w 10 " + quote(host) + " "
                                    + trouble.target().substring(host.length() + 1));
        }
        return Optional.empty();
    }

    private static boolean handshakeRelated(Trouble.Kind kind) {
        return switch (kind) {
            case CERTIFICATE_EXPIRED,
                    CERTIFICATE_NOT_YET_VALID,
                    CERTIFICATE_WRONG_NAME,
                    CERTIFICATE_UNTRUSTED,
                    TLS_HANDSHAKE,
                    CLIENT_CERTIFICATE_REFUSED -> true;
            case DNS_NOT_FOUND,
                    DNS_FAILED,
                    REFUSED,
                    UNREACHABLE,
                    CONNECT_TIMEOUT,
                    RESET,
                    ANSWER_TIMEOUT,
                    ANSWER_CUT,
                    NOT_HTTP,
                    PROXY,
                    PROXY_REFUSED,
                    NOT_REACHED_BY_PROXY,
                    PROXY_AUTHENTICATION,
                    CIRCUIT_OPEN,
                    OUT_OF_TIME,
                    INTERRUPTED,
                    LOCAL,
                    INTERNAL -> false;
        };
    }

    private static String handshake(String host, String hostAndPort) {
        return "openssl s_client -connect " + quote(hostAndPort) + " -servername " + quote(host)
                + " -showcerts </dev/null";
    }

    private static boolean worthRepeating(Header header) {
        return TOKEN.matcher(header.name()).matches()
                && !LEFT_OUT.contains(header.name().toLowerCase(Locale.ROOT));
    }

    /** Without a value curl wants a semicolon, else it would not send the header. */
    private static String field(Header header) {
        return header.value().isEmpty() ? header.name() + ";" : header.name() + ": " + header.value();
    }

    private static String escaped(String text) {
        StringBuilder word = new StringBuilder("$'");
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            int code = Byte.toUnsignedInt(unit);
            switch (code) {
                case '\'' -> word.append("\\'");
                case '\\' -> word.append("\\\\");
                case '\n' -> word.append("\\n");
                case '\r' -> word.append("\\r");
                case '\t' -> word.append("\\t");
                default -> {
                    if (code < 0x20 || code >= 0x7f) {
                        // Octal with all its digits: a hexadecimal one would swallow a digit that follows.
                        word.append("\\%03o".formatted(code));
                    } else {
                        word.append((char) code);
                    }
                }
            }
        }
        return word.append("'").toString();
    }
}
