package io.prodgate.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps secret values out of everything that is kept or shown. Safe for use by several threads.
 *
 * <p>A value is found as it is, and as it looks in a URL or form, in JSON, in XML or HTML, in base64 (also within a longer
 * text such as {@code user:secret}) and in hexadecimal. Values shorter than {@link #SHORTEST} bytes cannot be told from
 * ordinary text; they are masked only where they stand alone, between characters that are neither letters nor digits.
 */
public final class Redactor {
    /** What stands where a secret stood. */
    public static final String MASK = "***";

    /** Values of fewer bytes are not masked within words. */
    public static final int SHORTEST = 4;

    private static final Set<String> SECRET_HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "x-api-key",
            "api-key",
            "x-auth-token",
            "authtoken");

    private static final Set<String> URL_HEADERS = Set.of("location", "content-location", "referer", "link");

    private volatile Needles needles;

    /** A redactor that knows these secret values. */
    public Redactor(Collection<String> secrets) {
        needles = Needles.none().with(secrets);
    }

    /** Makes one more secret value known, in every encoding in which prodgate may send it. */
    public synchronized void learn(String secret) {
        needles = needles.with(List.of(secret));
    }

    /** True if a value is too short to be masked wherever it appears; its owner should be told. */
    public static boolean tooShort(String secret) {
        return Needles.bytes(secret).length < SHORTEST;
    }

    /** The most characters that one masked piece of text can have. */
    public int longest() {
        return needles.longestEncoded();
    }

    /** The text with every known secret value masked. */
    public String redact(String text) {
        return redactStart(text, text.length());
    }

    /**
     * The first characters of a text with every known secret value masked. A secret that the cut goes through is masked whole,
     * so the text should go on for {@link #longest()} characters behind the cut, if it does.
     *
     * @param characters where to cut, counted before masking
     */
    public String redactStart(String text, int characters) {
        return beginning(text, characters).text();
    }

    /**
     * The same with how much of the text it stands for, so that a long text can be masked piece by piece: the next piece begins
     * there.
     *
     * @param characters where to cut, counted before masking
     */
    public Beginning beginning(String text, int characters) {
        int end = Math.min(characters, text.length());
        List<Span> spans = needles.find(text);
        StringBuilder clean = new StringBuilder(end);
        int from = 0;
        for (Span span : spans) {
            if (span.start() >= end) {
                break;
            }
            clean.append(text, from, span.start()).append(MASK);
            from = span.end();
        }
        if (from < end) {
            clean.append(text, from, end);
        }
        return new Beginning(clean.toString(), Math.max(from, end));
    }

    /**
     * The masked beginning of a text.
     *
     * @param characters how many of the text's characters it stands for
     */
    public record Beginning(String text, int characters) {}

    /** A URL with known secret values masked, and whatever stands in its user info or in parameters named like a secret. */
    public String redactUrl(String url) {
        return SecretParameters.mask(redact(url));
    }

    /** The fact with every text in it redacted. */
    public Evidence redact(Evidence fact) {
        return switch (fact) {
            case HttpExchange exchange -> redactExchange(exchange);
            case Trouble trouble ->
                new Trouble(
                        trouble.kind(),
                        redactUrl(trouble.target()),
                        redact(trouble.message()),
                        trouble.sent(),
                        trouble.at(),
                        trouble.after());
            case CertificateChain chain -> redactChain(chain);
            case Judgement judgement ->
                new Judgement(
                        redact(judgement.subject()),
                        redact(judgement.expected()),
                        redact(judgement.actual()),
                        judgement.met(),
                        judgement.samples(),
                        redact(judgement.remark()));
            case ControlProbe probe ->
                new ControlProbe(
                        redactUrl(probe.url()),
                        probe.answered(),
                        redact(probe.detail()),
                        probe.trouble(),
                        probe.certificate().map(this::redactCertificate),
                        probe.portal().map(this::redactUrl),
                        probe.at(),
                        probe.duration());
            case ClockReading reading ->
                new ClockReading(redactUrl(reading.source()), reading.skew(), reading.precision());
            case PaceWait wait ->
                new PaceWait(redact(wait.host()), wait.from(), wait.delay(), redact(wait.word()), wait.taken());
            case Misconfiguration misconfiguration ->
                new Misconfiguration(
                        redact(misconfiguration.what()),
                        redactUrl(misconfiguration.where()),
                        redact(misconfiguration.todo()));
            case NameLookup lookup ->
                new NameLookup(
                        redact(lookup.name()),
                        redact(lookup.server()),
                        lookup.answer(),
                        lookup.addresses(),
                        lookup.authoritative(),
                        lookup.negativeFor(),
                        lookup.at());
            case VantageProbe probe ->
                new VantageProbe(
                        redact(probe.vantage()),
                        redactUrl(probe.target()),
                        probe.usable(),
                        probe.reached(),
                        redact(probe.detail()),
                        probe.at(),
                        probe.duration());
            case ProcessRun run ->
                new ProcessRun(
                        redact(run.command()),
                        run.end(),
                        run.exitCode(),
                        redact(run.output()),
                        run.outputBytes(),
                        run.file(),
                        run.started(),
                        run.duration());
            case TestResults results ->
                new TestResults(
                        redact(results.source()),
                        results.format(),
                        results.passed(),
                        results.failed(),
                        results.broken(),
                        results.skipped(),
                        results.flaky(),
                        results.misses().stream()
                                .map(miss -> new TestResults.Miss(
                                        redact(miss.name()), miss.type().map(this::redact), redact(miss.message())))
                                .toList(),
                        results.at());
            case ItemResult result ->
                new ItemResult(
                        redact(result.item()),
                        result.end(),
                        result.started(),
                        result.took(),
                        result.results(),
                        redact(result.detail()),
                        result.steps().stream()
                                .map(step -> new ItemResult.Step(redact(step.what()), step.at(), redact(step.detail())))
                                .toList(),
                        result.simulated());
            case FlowRun flow -> DeviceRedaction.of(flow, this);
            case DeviceReading reading -> DeviceRedaction.of(reading, this);
            case DeviceLog log -> DeviceRedaction.of(log, this);
            case ApkReading reading -> ApkRedaction.of(reading, this);
            case MetricReading reading ->
                new MetricReading(
                        reading.system(),
                        redact(reading.query()),
                        redact(reading.group()),
                        reading.from(),
                        reading.to(),
                        reading.step(),
                        reading.series(),
                        reading.points(),
                        reading.value(),
                        reading.observations(),
                        reading.unit(),
                        reading.values(),
                        reading.flaws().stream()
                                .map(flaw -> new MetricReading.Flaw(flaw.kind(), redact(flaw.detail())))
                                .toList(),
                        reading.curve(),
                        reading.disturbed().stream()
                                .map(one -> new Disturbance(
                                        redact(one.what()), one.run(), one.check(), one.from(), one.to()))
                                .toList());
            case TraceReading reading -> TraceRedaction.of(reading, this);
            case PanelPicture picture ->
                new PanelPicture(
                        picture.system(),
                        redact(picture.dashboard()),
                        redact(picture.panel()),
                        picture.file(),
                        picture.bytes(),
                        picture.from(),
                        picture.to());
            case FaultRun fault ->
                new FaultRun(
                        redact(fault.what()),
                        fault.made().stream().map(this::redact).toList(),
                        fault.undone().stream().map(this::redact).toList(),
                        fault.from(),
                        fault.to(),
                        fault.trouble(),
                        redact(fault.detail()));
            case IsolationMatrix matrix ->
                new IsolationMatrix(
                        matrix.walls(),
                        matrix.tries().stream()
                                .map(tried -> new IsolationMatrix.Try(
                                        redact(tried.who()),
                                        redactUrl(tried.what()),
                                        redact(tried.whose()),
                                        tried.end(),
                                        redact(tried.by()),
                                        redact(tried.detail())))
                                .toList());
            case AlertWatch watch ->
                new AlertWatch(
                        redact(watch.alert()),
                        watch.since(),
                        watch.within(),
                        watch.shares(),
                        watch.steps().stream()
                                .map(step -> new AlertWatch.Step(step.what(), step.at(), redact(step.detail())))
                                .toList());
            case SurveyReading survey -> SurveyRedaction.of(survey, this);
            case SystemTrouble trouble ->
                new SystemTrouble(
                        trouble.system(), trouble.kind(), redactUrl(trouble.url()), redact(trouble.message()));
        };
    }

    /** The tree with every text in it redacted, in place. */
    public JsonNode redact(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(redact(entry.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, redact(array.get(i)));
            }
        } else if (node.isTextual()) {
            return TextNode.valueOf(redact(node.textValue()));
        }
        return node;
    }

    private HttpExchange redactExchange(HttpExchange exchange) {
        Optional<String> requestBody = exchange.requestBody().map(this::redact);
        return new HttpExchange(
                exchange.method(),
                redactUrl(exchange.url()),
                redactHeaders(exchange.requestHeaders()),
                requestBody,
                exchange.credential(),
                exchange.status(),
                exchange.protocol(),
                redactHeaders(exchange.headers()),
                redact(exchange.body()),
                exchange.bodyBytes(),
                exchange.truncated(),
                exchange.started(),
                exchange.duration());
    }

    private List<Header> redactHeaders(List<Header> headers) {
        List<Header> clean = new ArrayList<>(headers.size());
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            clean.add(new Header(redact(header.name()), redactHeader(name, header.value())));
        }
        return clean;
    }

    private String redactHeader(String name, String value) {
        if (SECRET_HEADERS.contains(name)) {
            return MASK;
        }
        return URL_HEADERS.contains(name) ? redactUrl(value) : redact(value);
    }

    private CertificateChain redactChain(CertificateChain chain) {
        return new CertificateChain(
                redact(chain.host()),
                chain.port(),
                chain.protocol(),
                chain.cipher(),
                chain.certificates().stream().map(this::redactCertificate).toList(),
                chain.problem());
    }

    private CertificateChain.Certificate redactCertificate(CertificateChain.Certificate certificate) {
        return new CertificateChain.Certificate(
                redact(certificate.subject()),
                redact(certificate.issuer()),
                certificate.names().stream().map(this::redact).toList(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.sha256());
    }

    /** A piece of a text: from {@code start} up to, not including, {@code end}. */
    record Span(int start, int end) {}
}
