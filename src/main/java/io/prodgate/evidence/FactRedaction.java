package io.prodgate.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Facts with every text in them redacted. What is named by prodgate, and numbers, stay. */
final class FactRedaction {
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

    private final Redactor redactor;

    FactRedaction(Redactor redactor) {
        this.redactor = redactor;
    }

    Evidence of(Evidence fact) {
        return switch (fact) {
            case HttpExchange exchange -> exchange(exchange);
            case Trouble trouble ->
                new Trouble(
                        trouble.kind(),
                        redactor.redactUrl(trouble.target()),
                        redactor.redact(trouble.message()),
                        trouble.sent(),
                        trouble.at(),
                        trouble.after());
            case CertificateChain chain -> chain(chain);
            case Judgement judgement ->
                new Judgement(
                        redactor.redact(judgement.subject()),
                        redactor.redact(judgement.expected()),
                        redactor.redact(judgement.actual()),
                        judgement.met(),
                        judgement.samples(),
                        redactor.redact(judgement.remark()));
            case ControlProbe probe ->
                new ControlProbe(
                        redactor.redactUrl(probe.url()),
                        probe.answered(),
                        redactor.redact(probe.detail()),
                        probe.trouble(),
                        probe.certificate().map(this::certificate),
                        probe.portal().map(redactor::redactUrl),
                        probe.at(),
                        probe.duration());
            case ClockReading reading ->
                new ClockReading(redactor.redactUrl(reading.source()), reading.skew(), reading.precision());
            case PaceWait wait ->
                new PaceWait(
                        redactor.redact(wait.host()),
                        wait.from(),
                        wait.delay(),
                        redactor.redact(wait.word()),
                        wait.taken());
            case Misconfiguration misconfiguration ->
                new Misconfiguration(
                        redactor.redact(misconfiguration.what()),
                        redactor.redactUrl(misconfiguration.where()),
                        redactor.redact(misconfiguration.todo()));
            case NameLookup lookup ->
                new NameLookup(
                        redactor.redact(lookup.name()),
                        redactor.redact(lookup.server()),
                        lookup.answer(),
                        lookup.addresses(),
                        lookup.authoritative(),
                        lookup.negativeFor(),
                        lookup.at());
            case VantageProbe probe ->
                new VantageProbe(
                        redactor.redact(probe.vantage()),
                        redactor.redactUrl(probe.target()),
                        probe.usable(),
                        probe.reached(),
                        redactor.redact(probe.detail()),
                        probe.at(),
                        probe.duration());
            case ProcessRun run ->
                new ProcessRun(
                        redactor.redact(run.command()),
                        run.end(),
                        run.exitCode(),
                        redactor.redact(run.output()),
                        run.outputBytes(),
                        run.file(),
                        run.started(),
                        run.duration());
            case TestResults results ->
                new TestResults(
                        redactor.redact(results.source()),
                        results.format(),
                        results.passed(),
                        results.failed(),
                        results.broken(),
                        results.skipped(),
                        results.flaky(),
                        results.misses().stream()
                                .map(miss -> new TestResults.Miss(
                                        redactor.redact(miss.name()),
                                        miss.type().map(redactor::redact),
                                        redactor.redact(miss.message())))
                                .toList(),
                        results.at());
            case ItemResult result ->
                new ItemResult(
                        redactor.redact(result.item()),
                        result.end(),
                        result.started(),
                        result.took(),
                        result.results(),
                        redactor.redact(result.detail()),
                        result.steps().stream()
                                .map(step -> new ItemResult.Step(
                                        redactor.redact(step.what()), step.at(), redactor.redact(step.detail())))
                                .toList(),
                        result.simulated());
            case FlowRun flow -> DeviceRedaction.of(flow, redactor);
            case DeviceReading reading -> DeviceRedaction.of(reading, redactor);
            case DeviceLog log -> DeviceRedaction.of(log, redactor);
            case ApkReading reading -> ApkRedaction.of(reading, redactor);
            case MetricReading reading ->
                new MetricReading(
                        reading.system(),
                        redactor.redact(reading.query()),
                        redactor.redact(reading.group()),
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
                                .map(flaw -> new MetricReading.Flaw(flaw.kind(), redactor.redact(flaw.detail())))
                                .toList(),
                        reading.curve(),
                        reading.disturbed().stream()
                                .map(one -> new Disturbance(
                                        redactor.redact(one.what()), one.run(), one.check(), one.from(), one.to()))
                                .toList());
            case TraceReading reading -> TraceRedaction.of(reading, redactor);
            case PanelPicture picture ->
                new PanelPicture(
                        picture.system(),
                        redactor.redact(picture.dashboard()),
                        redactor.redact(picture.panel()),
                        picture.file(),
                        picture.bytes(),
                        picture.from(),
                        picture.to());
            case FaultRun fault ->
                new FaultRun(
                        redactor.redact(fault.what()),
                        fault.made().stream().map(redactor::redact).toList(),
                        fault.undone().stream().map(redactor::redact).toList(),
                        fault.from(),
                        fault.to(),
                        fault.trouble(),
                        redactor.redact(fault.detail()));
            case IsolationMatrix matrix ->
                new IsolationMatrix(
                        matrix.walls(),
                        matrix.tries().stream()
                                .map(tried -> new IsolationMatrix.Try(
                                        redactor.redact(tried.who()),
                                        redactor.redactUrl(tried.what()),
                                        redactor.redact(tried.whose()),
                                        tried.end(),
                                        redactor.redact(tried.by()),
                                        redactor.redact(tried.detail())))
                                .toList());
            case AlertWatch watch ->
                new AlertWatch(
                        redactor.redact(watch.alert()),
                        watch.since(),
                        watch.within(),
                        watch.shares(),
                        watch.steps().stream()
                                .map(step ->
                                        new AlertWatch.Step(step.what(), step.at(), redactor.redact(step.detail())))
                                .toList());
            case SurveyReading survey -> SurveyRedaction.of(survey, redactor);
            case SystemTrouble trouble ->
                new SystemTrouble(
                        trouble.system(),
                        trouble.kind(),
                        redactor.redactUrl(trouble.url()),
                        redactor.redact(trouble.message()));
        };
    }

    private HttpExchange exchange(HttpExchange exchange) {
        Optional<String> requestBody = exchange.requestBody().map(redactor::redact);
        return new HttpExchange(
                exchange.method(),
                redactor.redactUrl(exchange.url()),
                headers(exchange.requestHeaders()),
                requestBody,
                exchange.credential(),
                exchange.status(),
                exchange.protocol(),
                headers(exchange.headers()),
                redactor.redact(exchange.body()),
                exchange.bodyBytes(),
                exchange.truncated(),
                exchange.started(),
                exchange.duration());
    }

    private List<Header> headers(List<Header> headers) {
        List<Header> clean = new ArrayList<>(headers.size());
        for (Header header : headers) {
            String name = header.name().toLowerCase(Locale.ROOT);
            clean.add(new Header(redactor.redact(header.name()), header(name, header.value())));
        }
        return clean;
    }

    private String header(String name, String value) {
        if (SECRET_HEADERS.contains(name)) {
            return Redactor.MASK;
        }
        return URL_HEADERS.contains(name) ? redactor.redactUrl(value) : redactor.redact(value);
    }

    private CertificateChain chain(CertificateChain chain) {
        return new CertificateChain(
                redactor.redact(chain.host()),
                chain.port(),
                chain.protocol(),
                chain.cipher(),
                chain.certificates().stream().map(this::certificate).toList(),
                chain.problem());
    }

    private CertificateChain.Certificate certificate(CertificateChain.Certificate certificate) {
        return new CertificateChain.Certificate(
                redactor.redact(certificate.subject()),
                redactor.redact(certificate.issuer()),
                certificate.names().stream().map(redactor::redact).toList(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.sha256());
    }
}
