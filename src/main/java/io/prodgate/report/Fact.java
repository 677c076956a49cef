package io.prodgate.report;

import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.CertificateChain.Certificate;
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
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SystemTrouble;
import io.prodgate.evidence.TestResults;
import io.prodgate.evidence.TraceReading;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.VantageProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evidence as people read it.
 *
 * @param summary one line
 * @param against whether it speaks against the attempt
 * @param details further named values, possibly of several lines
 */
public record Fact(String summary, boolean against, List<Detail> details) {
    /** How much of a body or a value is shown; the rest is in report.json. */
    static final int EXCERPT = 2_000;

    private static final int LINE = 300;
    private static final int CERTIFICATES = 10;

    /** A named value. */
    public record Detail(String name, String value) {}

    public Fact {
        details = List.copyOf(details);
    }

    /** Tells a piece of evidence. */
    public static Fact of(Evidence evidence) {
        return switch (evidence) {
            case HttpExchange exchange -> exchange(exchange);
            case Trouble trouble ->
                new Fact(
                        line("%s at %s: %s".formatted(trouble.kind().wireName(), trouble.target(), trouble.message())),
                        true,
                        List.of(
                                new Detail("noticed", Figures.instant(trouble.at())),
                                new Detail("after", Figures.duration(trouble.after())),
                                new Detail("request sent", trouble.sent().wireName())));
            case CertificateChain chain -> chain(chain);
            case Judgement judgement -> new Fact(judgement(judgement), !judgement.met(), List.of());
            case ControlProbe probe -> control(probe);
            case ClockReading reading ->
                new Fact(
                        line("this machine's clock differs by %s from %s (exact to %s)"
                                .formatted(
                                        Figures.duration(reading.skew()),
                                        reading.source(),
                                        Figures.duration(reading.precision()))),
                        false,
                        List.of());
            case PaceWait pause ->
                new Fact(
                        line("%s %s for %s: %s"
                                .formatted(
                                        pause.taken() ? "waited" : "did not wait",
                                        Figures.duration(pause.delay()),
                                        pause.host(),
                                        pause.word())),
                        !pause.taken(),
                        List.of());
            case Misconfiguration mistake ->
                new Fact(
                        line(mistake.what()),
                        true,
                        List.of(detail("where", mistake.where()), detail("to do", mistake.todo())));
            case NameLookup lookup -> lookup(lookup);
            case VantageProbe probe ->
                new Fact(
                        line("from %s: %s %s: %s, %s"
                                .formatted(
                                        probe.vantage(),
                                        probe.target(),
                                        reached(probe),
                                        probe.detail(),
                                        Figures.duration(probe.duration()))),
                        probe.usable() && !probe.reached(),
                        List.of());
            case ProcessRun run -> process(run);
            case TestResults results -> results(results);
            case ApkReading reading -> ApkFact.of(reading);
            case TraceReading reading -> TraceFact.of(reading);
            case PanelPicture picture -> picture(picture);
            case ItemResult result -> ItemFact.of(result);
            case FlowRun flow -> DeviceFacts.flow(flow);
            case DeviceReading reading -> DeviceFacts.reading(reading);
            case DeviceLog log -> DeviceFacts.log(log);
            case FaultRun fault -> FaultFact.of(fault);
            case IsolationMatrix matrix -> WallFact.of(matrix);
            case AlertWatch watch -> AlertFact.of(watch);
            case SurveyReading survey -> SurveyFact.of(survey);
            case MetricReading reading -> MetricFact.of(reading);
            case SystemTrouble trouble ->
                new Fact(
                        line("%s gave no answer that can be used (%s): %s"
                                .formatted(trouble.system(), trouble.kind().wireName(), trouble.message())),
                        true,
                        List.of(detail("asked", trouble.url())));
        };
    }

    private static Fact control(ControlProbe probe) {
        String said = probe.portal()
                .map(portal -> "was answered for by " + portal)
                .orElse(probe.answered() ? "answered" : "did not answer");
        return new Fact(
                line("control host %s %s: %s, %s"
                        .formatted(probe.url(), said, probe.detail(), Figures.duration(probe.duration()))),
                !probe.answered(),
                probe.certificate()
                        .map(certificate -> List.of(detail("certificate", certificate(certificate))))
                        .orElse(List.of()));
    }

    private static String certificate(Certificate certificate) {
        return "subject %s\nissuer %s\nnames %s\nvalid %s to %s\nsha256 %s"
                .formatted(
                        certificate.subject(),
                        certificate.issuer(),
                        String.join(", ", certificate.names()),
                        Figures.instant(certificate.notBefore()),
                        Figures.instant(certificate.notAfter()),
                        certificate.sha256());
    }

    private static String reached(VantageProbe probe) {
        if (!probe.usable()) {
            return "could not be asked";
        }
        return probe.reached() ? "answered" : "did not answer";
    }

    private static Fact lookup(NameLookup lookup) {
        List<Detail> details = new ArrayList<>();
        details.add(detail("addresses", String.join("\n", lookup.addresses())));
        lookup.negativeFor()
                .ifPresent(time -> details.add(new Detail("may be remembered as absent for", Figures.duration(time))));
        return new Fact(
                line("%s%s says of %s: %s"
                        .formatted(
                                lookup.server(),
                                lookup.authoritative() ? " (authoritative)" : "",
                                lookup.name(),
                                lookup.answer().wireName())),
                lookup.answer() != NameLookup.Answer.FOUND,
                details.stream().filter(entry -> !entry.value().isEmpty()).toList());
    }

    private static Fact process(ProcessRun run) {
        List<Detail> details = new ArrayList<>();
        details.add(new Detail("started", Figures.instant(run.started())));
        details.add(detail("output (" + Figures.count(run.outputBytes(), "byte") + ")", run.output()));
        run.file().ifPresent(file -> details.add(detail("whole output", file)));
        String end = switch (run.end()) {
            case EXITED -> "exit code " + run.exitCode().map(String::valueOf).orElse("unknown");
            case OUT_OF_TIME -> "ended for taking too long";
            case NOT_STARTED -> "could not be started";
        };
        return new Fact(
                line("%s: %s, %s".formatted(run.command(), end, Figures.duration(run.duration()))),
                !run.exitCode().equals(Optional.of(0)),
                details.stream().filter(entry -> !entry.value().isEmpty()).toList());
    }

    private static Fact results(TestResults results) {
        List<Detail> details = results.misses().stream()
                .map(miss -> detail(
                        Plain.line(miss.name(), LINE),
                        miss.type().map(type -> type + ": ").orElse("") + miss.message()))
                .toList();
        return new Fact(
                line("%s (%s): %d passed, %d failed, %d broken, %d skipped%s"
                        .formatted(
                                results.source(),
                                results.format(),
                                results.passed(),
                                results.failed(),
                                results.broken(),
                                results.skipped(),
                                results.flaky() > 0 ? ", " + results.flaky() + " flaky" : "")),
                results.failed() + results.broken() > 0,
                details);
    }

    /** An expectation against what was seen, on one line. */
    static String judgement(Judgement judgement) {
        String samples = judgement.samples() == 1 ? "" : ", n = " + Figures.number(judgement.samples());
        String remark = judgement.remark().isEmpty() ? "" : " — " + judgement.remark();
        return line("%s: expected %s, was %s%s%s"
                .formatted(judgement.subject(), judgement.expected(), judgement.actual(), samples, remark));
    }

    private static Fact exchange(HttpExchange exchange) {
        List<Detail> details = new ArrayList<>();
        details.add(new Detail("sent", Figures.instant(exchange.started())));
        details.add(new Detail("credential", exchange.credential().wireName()));
        details.add(detail("request", headers(exchange.requestHeaders())));
        exchange.requestBody().ifPresent(body -> details.add(detail("request body", body)));
        details.add(detail("answer", headers(exchange.headers())));
        String size =
                Figures.count(exchange.bodyBytes(), "byte") + (exchange.truncated() ? ", not read to its end" : "");
        details.add(detail("body (" + size + ")", exchange.body()));
        return new Fact(
                line("%s %s → %d in %s (%s)"
                        .formatted(
                                exchange.method(),
                                exchange.url(),
                                exchange.status(),
                                Figures.duration(exchange.duration()),
                                exchange.protocol())),
                false,
                details.stream().filter(entry -> !entry.value().isEmpty()).toList());
    }

    private static Fact chain(CertificateChain chain) {
        List<Detail> details = new ArrayList<>();
        for (Certificate certificate :
                chain.certificates().stream().limit(CERTIFICATES).toList()) {
            details.add(detail("certificate " + (details.size() + 1), certificate(certificate)));
        }
        String trust = chain.problem().map(kind -> kind.wireName()).orElse("trusted");
        return new Fact(
                line("certificates of %s:%d over %s %s: %s"
                        .formatted(chain.host(), chain.port(), chain.protocol(), chain.cipher(), trust)),
                chain.problem().isPresent(),
                details);
    }

    private static String headers(List<Header> headers) {
        return String.join(
                "\n",
                headers.stream()
                        .map(header -> header.name() + ": " + header.value())
                        .toList());
    }

    static String line(String text) {
        return Plain.line(text, LINE);
    }

    static Detail detail(String name, String value) {
        return new Detail(name, Plain.block(value, EXCERPT));
    }

    private static Fact picture(PanelPicture picture) {
        return new Fact(
                line(picture.system() + ": picture of " + picture.dashboard() + ", " + picture.panel()),
                false,
                List.of(detail("file", picture.file())));
    }
}
