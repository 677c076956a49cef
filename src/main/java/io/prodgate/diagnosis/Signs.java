package io.prodgate.diagnosis;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the evidence of one attempt amounts to, before anybody is blamed. */
public final class Signs {
    /** Troubles that mean "nobody answered": they count as production's fault only if they last. */
    private static final Set<Trouble.Kind> SILENCE = Set.of(
            Trouble.Kind.DNS_NOT_FOUND,
            Trouble.Kind.DNS_FAILED,
            Trouble.Kind.REFUSED,
            Trouble.Kind.UNREACHABLE,
            Trouble.Kind.CONNECT_TIMEOUT,
            Trouble.Kind.RESET,
            Trouble.Kind.ANSWER_TIMEOUT,
            Trouble.Kind.ANSWER_CUT,
            Trouble.Kind.NOT_HTTP,
            Trouble.Kind.TLS_HANDSHAKE,
            Trouble.Kind.NOT_REACHED_BY_PROXY,
            Trouble.Kind.CIRCUIT_OPEN);

    /** The last part of the name of what tells a revision: {@code $.version}, {@code header X-Git-Sha}, {@code $.build.commit}. */
    private static final Pattern REVISION = Pattern.compile(
            "(?:^|[^a-z])(?:app|git|build|release|deployed)?[_-]?(?:revision|version|commit|sha|build|release)(?:[_-]?(?:id|sha|hash|number))?['\"\\]]*$",
            Pattern.CASE_INSENSITIVE);

    private Signs() {}

    /** True if the attempt proves what it was to prove: something was judged, all of it was met, and nothing stood in the way. */
    public static boolean met(List<Evidence> evidence) {
        boolean judged = evidence.stream().anyMatch(Judgement.class::isInstance);
        return judged
                && evidence.stream().noneMatch(Signs::speaksAgainst)
                && lastWord(evidence).filter(Trouble.class::isInstance).isEmpty();
    }

    private static boolean speaksAgainst(Evidence fact) {
        return switch (fact) {
            case Judgement judgement -> !judgement.met();
            case Misconfiguration _ -> true;
            case PaceWait pause -> !pause.taken();
            case FlowRun flow -> flow.end() != FlowRun.End.PASSED;
            case SystemTrouble _ -> true;
            case FaultRun fault -> fault.trouble().isPresent();
            case IsolationMatrix matrix ->
                matrix.tries().stream()
                        .anyMatch(tried -> tried.end() != IsolationMatrix.End.STOPPED
                                && tried.end() != IsolationMatrix.End.LET_IN);
            case HttpExchange _,
                    AlertWatch _,
                    SurveyReading _,
                    Trouble _,
                    CertificateChain _,
                    ControlProbe _,
                    ClockReading _,
                    NameLookup _,
                    VantageProbe _,
                    ProcessRun _,
                    TestResults _,
                    ItemResult _,
                    MetricReading _,
                    TraceReading _,
                    PanelPicture _,
                    ApkReading _,
                    DeviceReading _,
                    DeviceLog _ -> false;
        };
    }

    /**
     * True if nobody answered in the end, or production answered with a server error nobody expected. Of a journey only if that is
     * why nothing can be said: what is known of its items comes first.
     */
    public static boolean unavailable(List<Evidence> evidence) {
        if (followsItems(evidence) && missedForCertain(evidence)) {
            return false;
        }
        return lastWord(evidence)
                .map(word -> switch (word) {
                    case Trouble trouble -> SILENCE.contains(trouble.kind());
                    case HttpExchange exchange -> exchange.status() >= 500 && missed(evidence);
                    case CertificateChain _,
                            Judgement _,
                            ControlProbe _,
                            ClockReading _,
                            PaceWait _,
                            Misconfiguration _,
                            NameLookup _,
                            VantageProbe _,
                            ProcessRun _,
                            TestResults _,
                            ItemResult _,
                            SystemTrouble _,
                            MetricReading _,
                            TraceReading _,
                            PanelPicture _,
                            FaultRun _,
                            IsolationMatrix _,
                            AlertWatch _,
                            SurveyReading _,
                            ApkReading _,
                            FlowRun _,
                            DeviceReading _,
                            DeviceLog _ -> false;
                })
                .orElse(false);
    }

    /** True if production answered and the answer was not what was expected. */
    public static boolean answeredWrongly(List<Evidence> evidence) {
        return missed(evidence)
                && !followsItems(evidence)
                && lastWord(evidence)
                        .filter(word -> word instanceof HttpExchange exchange && exchange.status() < 500)
                        .isPresent();
    }

    /** True if a good answer missed nothing but which revision it comes from, and named another one. */
    static boolean staleRevision(List<Evidence> evidence) {
        List<Judgement> missed = evidence.stream()
                .filter(Judgement.class::isInstance)
                .map(Judgement.class::cast)
                .filter(judgement -> !judgement.met())
                .toList();
        return answeredWrongly(evidence)
                && lastWord(evidence)
                        .filter(word -> word instanceof HttpExchange exchange && exchange.status() < 300)
                        .isPresent()
                && missed.stream()
                        .allMatch(judgement ->
                                REVISION.matcher(judgement.subject()).find()
                                        && !judgement.actual().isBlank()
                                        && !judgement.actual().equals("(absent)"));
    }

    /** True if something was found by other means than an answer of production, and is not what was expected. */
    static boolean measuredWrongly(List<Evidence> evidence) {
        return missed(evidence) && lastWord(evidence).isEmpty();
    }

    /**
     * Whether it helps to ask others: nobody answered, a certificate is in doubt, somebody else may have answered over plain http,
     * or our clock may be why we were refused.
     */
    public static boolean witnessesCouldTell(List<Evidence> evidence) {
        return evidence.stream().noneMatch(ControlProbe.class::isInstance)
                && (unavailable(evidence)
                        || testsReachedNobody(evidence)
                        || evidence.stream().anyMatch(Signs::certificateTrouble)
                        || lastWord(evidence)
                                .filter(word -> word instanceof HttpExchange exchange
                                        && missed(evidence)
                                        && (exchange.status() == 401 || isPlain(exchange.url())))
                                .isPresent());
    }

    /** True for plain http, over which anybody on the way can answer. */
    static boolean isPlain(String url) {
        return url.regionMatches(true, 0, "http://", 0, "http://".length());
    }

    private static boolean testsReachedNobody(List<Evidence> evidence) {
        return TestSigns.run(evidence).isPresent()
                && TestSigns.of(evidence)
                        .filter(found -> found.reason() == TestSigns.Reason.UNREACHABLE)
                        .isPresent();
    }

    private static boolean certificateTrouble(Evidence fact) {
        return switch (fact) {
            case CertificateChain chain -> true;
            case Trouble trouble -> trouble.kind().wireName().startsWith("certificate-");
            case HttpExchange _,
                    Judgement _,
                    ControlProbe _,
                    ClockReading _,
                    PaceWait _,
                    Misconfiguration _,
                    NameLookup _,
                    VantageProbe _,
                    ProcessRun _,
                    TestResults _,
                    ItemResult _,
                    SystemTrouble _,
                    MetricReading _,
                    TraceReading _,
                    PanelPicture _,
                    FaultRun _,
                    IsolationMatrix _,
                    AlertWatch _,
                    SurveyReading _,
                    ApkReading _,
                    FlowRun _,
                    DeviceReading _,
                    DeviceLog _ -> false;
        };
    }

    /**
     * How long the runner's resolver may go on saying that production's name is not there although the zone's own servers have it;
     * empty if that is not what was seen.
     */
    public static Optional<Duration> absentFor(List<Evidence> evidence) {
        return Witnesses.absentFor(evidence);
    }

    /** True if an expectation was missed. */
    public static boolean missed(List<Evidence> evidence) {
        return evidence.stream().anyMatch(fact -> fact instanceof Judgement judgement && !judgement.met());
    }

    /** True if the attempt followed items to their end. */
    static boolean followsItems(List<Evidence> evidence) {
        return evidence.stream().anyMatch(ItemResult.class::isInstance);
    }

    /** True if an expectation was missed whatever became of what is not known. */
    static boolean missedForCertain(List<Evidence> evidence) {
        return evidence.stream()
                .anyMatch(fact -> fact instanceof Judgement judgement
                        && !judgement.met()
                        && !judgement.remark().startsWith(Judgement.UNDECIDED));
    }

    /** The last thing that came back over the wire: an answer, or the trouble instead of one. */
    public static Optional<Evidence> lastWord(List<Evidence> evidence) {
        return evidence.stream()
                .filter(fact -> fact instanceof HttpExchange || fact instanceof Trouble)
                .reduce((first, second) -> second);
    }
}
