package io.prodgate.report;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.AlertWatch;
import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.CertificateChain.Certificate;
import io.prodgate.evidence.ClockReading;
import io.prodgate.evidence.ControlProbe;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Header;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.IsolationMatrix;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.PanelPicture;
import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.Trouble;
import io.prodgate.evidence.Write;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.CheckHead.Quarantine;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.testing.Runs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs written by hand, one for each way a run can end. */
public final class SampleRuns {
    public static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    /** Everything that is dangerous to show somewhere: markup, commands, escapes, direction marks, broken UTF-16. */
    public static final String HOSTILE =
            "a|b`c``d <script>alert(1)</script> ![x](http://evil) [l](javascript:alert(1)) ::set-output name=x::y\r\n"
                    + "::error::gotcha\n"
                    + "\u001b[31mred\u001b[0m \u0007 \u202Egnp.exe \u0000 \uD800 ]]> {page} {#if} &amp; $(reboot) 'quoted'"
                    + " \"double\" @everyone #1 *b* _i_ ~~s~~ 100% \u2028 \uFFFE end";

    private SampleRuns() {}

    /** All samples by the name of their golden files. */
    public static Map<String, RunResult> all() {
        Map<String, RunResult> all = new LinkedHashMap<>();
        all.put("approved", approved());
        all.put("conditions", conditions());
        all.put("not-approved", notApproved());
        all.put("inconclusive", inconclusive());
        all.put("interrupted", interrupted());
        all.put("resumed", resumed());
        all.put("flows", flows());
        all.put("disturbed", run(List.of(), SampleFaults.checks().toArray(CheckResult[]::new)));
        all.put("surveyed", surveyed());
        all.put("signed", SampleAcceptance.signed());
        all.put("numbers", run(List.of(), SampleNumbers.checks().toArray(CheckResult[]::new)));
        all.put("hostile", hostile());
        return all;
    }

    /** People were asked, and are content. */
    public static RunResult surveyed() {
        return run(List.of(), SampleSurveys.check());
    }

    /** What the other samples hold, in one run: each kind of finding, chart and section; a check that is in several is taken from the first. */
    public static RunResult everything() {
        Map<String, CheckResult> checks = new LinkedHashMap<>();
        notApproved().checks().forEach(check -> checks.put(check.head().id(), check));
        all().forEach((name, run) -> {
            if (!name.equals("hostile")) {
                run.checks().forEach(check -> checks.putIfAbsent(check.head().id(), check));
            }
        });
        return run(List.of(), checks.values().toArray(CheckResult[]::new));
    }

    /** The same run, decided by another rule wherever one decided. */
    public static RunResult withRule(RunResult run, String rule) {
        return Runs.result(
                run.head(),
                run.started(),
                run.duration(),
                run.finished(),
                run.interrupted(),
                run.checks().stream()
                        .map(check -> new CheckResult(
                                check.head(),
                                check.outcome(),
                                check.cause(),
                                check.rule().map(decided -> rule),
                                check.explanation(),
                                check.attempts(),
                                check.writes()))
                        .toList(),
                run.sessions());
    }

    /** One flow of the app passes, one fails on two devices, for production answers with an error. */
    public static RunResult flows() {
        return run(
                List.of(),
                passed(
                        head("app.sign-up", "app", "app"),
                        SampleFlows.passed("sign-up"),
                        met("flow sign-up", "passed", "passed")),
                failed(
                        head("app.ticket", "app", "app", "critical"),
                        production("PG-102"),
                        exchange(200),
                        SampleFlows.failed(),
                        SampleFlows.healthy(),
                        SampleFlows.log(),
                        exchange(503),
                        missedJudgement("flow Open a ticket", "passed", "failed")));
    }

    /** Killed while a webhook was on its way, stopped by a signal the next time, and then gone through. */
    public static RunResult resumed() {
        Trouble lost = new Trouble(
                Trouble.Kind.INTERRUPTED,
                "POST https://api.example.com/webhook",
                "POST https://api.example.com/webhook was about to be sent at 2026-01-02T03:04:11Z, and no answer is"
                        + " noted: it may have arrived; it is not sent a second time",
                Trouble.Sent.PERHAPS,
                START.plusSeconds(700),
                Duration.ZERO);
        Diagnosis interrupted =
                Rules.builtIn().diagnose(new Situation(List.of(), List.of(lost), START.plusSeconds(700), START, false));
        RunResult once = run(
                List.of(),
                passed(head("health", "reachable", "http"), exchange(200), met("status", "200", "200")),
                new CheckResult(
                        head("order", "orders", "http"),
                        Outcome.PASSED,
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        passed(head("order", "orders", "http"), exchange(200), met("status", "200", "200"))
                                .attempts(),
                        List.of(
                                write("step 1", "POST https://api.example.com/orders", Write.State.ANSWERED, 4),
                                write("step 2", "DELETE https://api.example.com/orders/7", Write.State.NOT_DONE, 5))),
                new CheckResult(
                        head("webhook", "orders", "http"),
                        Outcome.INCONCLUSIVE,
                        Optional.of(interrupted.cause()),
                        Optional.of(interrupted.rule()),
                        interrupted.explanation(),
                        List.of(new AttemptRecord(
                                1, START.plusSeconds(700), Duration.ZERO, List.of(lost), Optional.of(interrupted))),
                        List.of(write(
                                "step 1", "POST https://api.example.com/webhook", Write.State.ABOUT_TO_BE_SENT, 6))));
        return Runs.result(
                once.head(),
                once.started(),
                once.duration(),
                true,
                Optional.empty(),
                once.checks(),
                List.of(
                        new RunResult.Session(
                                START, START.plusSeconds(6), "0.1.0", false, Optional.empty(), Optional.empty()),
                        new RunResult.Session(
                                START.plusSeconds(600),
                                START.plusSeconds(640),
                                "0.1.0",
                                false,
                                Optional.of("SIGTERM"),
                                Optional.empty()),
                        new RunResult.Session(
                                START.plusSeconds(680),
                                START.plusSeconds(706),
                                "0.2.0",
                                true,
                                Optional.empty(),
                                Optional.empty())));
    }

    private static Write write(String key, String request, Write.State state, int second) {
        return new Write(key, request, state, Map.of(), START.plusSeconds(second));
    }

    /** Everything passed, one check only after the deploy had settled. */
    public static RunResult approved() {
        Diagnosis settling = new Diagnosis(
                Cause.INFRASTRUCTURE,
                "PG-310",
                "GET https://api.example.com/tickets was answered with 502 inside the settle window",
                "Nothing, if it is gone by the end of the window.",
                Next.UNTIL_SETTLED);
        return run(
                List.of(),
                passed(head("certificate", "reachable", "tls"), chain(Optional.empty())),
                passed(head("health", "reachable", "http"), exchange(200), met("status", "200", "200")),
                new CheckResult(
                        head("tickets", "tickets", "http"),
                        Outcome.PASSED,
                        Optional.of(Cause.INFRASTRUCTURE),
                        Optional.of("PG-310"),
                        "answered 502 for 4 s after the deploy, then as expected",
                        List.of(
                                missed(1, settling, exchange(502), missedJudgement("status", "200", "502")),
                                new AttemptRecord(
                                        2,
                                        START.plusSeconds(6),
                                        Duration.ofMillis(310),
                                        List.of(exchange(200), met("status", "200", "200")),
                                        Optional.empty()))));
    }

    /** Nothing closes the gate, but somebody has to look: flaky, in quarantine, optional, and a wait for a limit. */
    public static RunResult conditions() {
        Quarantine quarantine = new Quarantine("anna", "search index is being rebuilt", START.plusSeconds(864_000));
        CheckHead inQuarantine = Runs.check(
                "search",
                Optional.of("Search finds a fresh ticket"),
                "tickets",
                "http",
                "high",
                true,
                List.of(),
                Optional.empty(),
                Optional.of("search-team"),
                Optional.of(quarantine));
        CheckHead optional = Runs.check(
                "suggestions",
                Optional.empty(),
                "tickets",
                "http",
                "low",
                false,
                List.of("beta"),
                Optional.of("see the wiki, page Suggestions"),
                Optional.empty(),
                Optional.empty());
        return run(
                List.of(),
                passed(
                        head("health", "reachable", "http"),
                        new PaceWait("api.example.com", START, Duration.ofSeconds(2), "plan: 5/s", true),
                        new PaceWait(
                                "api.example.com", START, Duration.ofSeconds(30), "429 with Retry-After: 30", true),
                        exchange(200),
                        met("status", "200", "200")),
                new CheckResult(
                        head("create-ticket", "tickets", "http"),
                        Outcome.FLAKY,
                        Optional.of(Cause.PRODUCTION),
                        Optional.of("PG-102"),
                        "status was 500 once and 201 when tried again",
                        List.of(
                                missed(1, production("PG-102"), exchange(500), missedJudgement("status", "201", "500")),
                                new AttemptRecord(
                                        2,
                                        START.plusSeconds(2),
                                        Duration.ofMillis(120),
                                        List.of(exchange(201), met("status", "201", "201")),
                                        Optional.empty()))),
                failed(
                        inQuarantine,
                        production("PG-101"),
                        exchange(200),
                        new Judgement("$.hits", ">= 1", "0", false, 20, "no hit in 20 searches")),
                failed(optional, production("PG-101"), exchange(404), missedJudgement("status", "200", "404")));
    }

    /** Production is at fault in two ways, and more is in the way. */
    public static RunResult notApproved() {
        CheckHead described = Runs.check(
                "create-ticket",
                Optional.of("A signed webhook creates a ticket"),
                "tickets",
                "http",
                "critical",
                true,
                List.of("smoke", "tickets"),
                Optional.of("https://wiki.example.com/runbooks/tickets?tab=1#create"),
                Optional.of("ticket-team"),
                Optional.empty());
        return run(
                List.of(),
                failed(
                        head("certificate", "reachable", "tls", "high"),
                        new Diagnosis(
                                Cause.PRODUCTION,
                                "PG-201",
                                "the certificate of api.example.com ended on 2026-01-01; this machine's clock is right",
                                "Renew the certificate and reload the server.",
                                Next.STOP),
                        new Trouble(
                                Trouble.Kind.CERTIFICATE_EXPIRED,
                                "api.example.com:443",
                                "the certificate ended on 2026-01-01 (PKIX path validation failed)",
                                Trouble.Sent.NOTHING,
                                START.plusSeconds(1),
                                Duration.ofMillis(80)),
                        chain(Optional.of(Trouble.Kind.CERTIFICATE_EXPIRED)),
                        new ClockReading("https://www.example.com", Duration.ofMillis(-340), Duration.ofMillis(1_020))),
                passed(head("health", "reachable", "http"), exchange(200), met("status", "200", "200")),
                new CheckResult(
                        described,
                        Outcome.FAILED,
                        Optional.of(Cause.PRODUCTION),
                        Optional.of("PG-101"),
                        "production answered twice with something else than expected",
                        List.of(
                                missed(
                                        1,
                                        production("PG-101"),
                                        post(),
                                        missedJudgement("status", "201", "200"),
                                        new Judgement(
                                                "$.id",
                                                "exists",
                                                "(absent)",
                                                false,
                                                1,
                                                "HTML where JSON was expected")),
                                missed(
                                        2,
                                        production("PG-101"),
                                        post(),
                                        missedJudgement("status", "201", "200"),
                                        met("header content-type", "~ json", "application/json"),
                                        new Judgement("$.id", "exists", "(absent)", false, 1, "")))),
                new CheckResult(
                        head("list-tickets", "tickets", "http"),
                        Outcome.SKIPPED,
                        Optional.empty(),
                        Optional.empty(),
                        "needs create-ticket, which failed",
                        List.of()),
                inconclusiveCheck(
                        head("partner", "tickets", "http", "low"),
                        new Diagnosis(
                                Cause.INFRASTRUCTURE,
                                "PG-320",
                                "neither production nor the control hosts could be reached",
                                "Mend the network of the machine that runs prodgate.",
                                Next.BACK_OFF),
                        new Trouble(
                                Trouble.Kind.CONNECT_TIMEOUT,
                                "partner.example.com:443",
                                "no connection within 5 s",
                                Trouble.Sent.NOTHING,
                                START.plusSeconds(9),
                                Duration.ofSeconds(5)),
                        new ControlProbe(
                                "https://www.example.com",
                                false,
                                "no connection within 5 s",
                                START.plusSeconds(14),
                                Duration.ofSeconds(5))));
    }

    /** Nothing speaks against production, but not all could be judged. */
    public static RunResult inconclusive() {
        return run(
                List.of("--only", "health", "--tag", "smoke"),
                passed(head("health", "reachable", "http"), exchange(200), met("status", "200", "200")),
                inconclusiveCheck(
                        head("tickets", "tickets", "http", "critical"),
                        new Diagnosis(
                                Cause.RATE_LIMIT,
                                "PG-401",
                                "api.example.com wants a wait of 45 min, and 28 min are left",
                                "Ask for a higher limit, or raise the budget.",
                                Next.STOP),
                        exchange(429),
                        new PaceWait(
                                "api.example.com",
                                START.plusSeconds(3),
                                Duration.ofMinutes(45),
                                "429 with Retry-After: 2700",
                                false)),
                inconclusiveCheck(
                        head("admin", "tickets", "http", "medium"),
                        new Diagnosis(
                                Cause.CONFIGURATION,
                                "PG-501",
                                "our token was refused with 401",
                                "Renew the secret 'admin' of the plan.",
                                Next.STOP),
                        exchange(401),
                        new Misconfiguration(
                                "the token of the secret 'admin' was refused",
                                "prodgate.yaml:41:9",
                                "renew the secret 'admin'")),
                new CheckResult(
                        head("export", "tickets", "http", "low"),
                        Outcome.SKIPPED,
                        Optional.empty(),
                        Optional.empty(),
                        "needs admin, which is inconclusive",
                        List.of()));
    }

    /** A signal ended it. */
    public static RunResult interrupted() {
        RunResult whole = run(
                List.of(),
                passed(head("health", "reachable", "http"), exchange(200), met("status", "200", "200")),
                new CheckResult(
                        head("tickets", "tickets", "http"),
                        Outcome.SKIPPED,
                        Optional.empty(),
                        Optional.empty(),
                        "the run ended while it was under way",
                        List.of()));
        return Runs.result(
                whole.head(), whole.started(), whole.duration(), false, Optional.of("SIGINT"), whole.checks());
    }

    /** Every text that comes from outside is hostile. */
    public static RunResult hostile() {
        CheckHead head = Runs.check(
                HOSTILE,
                Optional.of(HOSTILE),
                HOSTILE,
                HOSTILE,
                "critical",
                true,
                List.of(HOSTILE),
                Optional.of("javascript:alert('" + HOSTILE + "')"),
                Optional.of(HOSTILE),
                Optional.of(new Quarantine(HOSTILE, HOSTILE, START.minusSeconds(1))));
        HttpExchange exchange = new HttpExchange(
                "POST",
                "https://api.example.com/'$(reboot)'?q=[1-9]&x={a,b}",
                List.of(
                        new Header("authorization", "Bearer ***"),
                        new Header("x-hostile", HOSTILE),
                        new Header("not a name: x", "y")),
                Optional.of(HOSTILE),
                Credential.OURS,
                200,
                "HTTP/2",
                List.of(new Header("content-type", HOSTILE)),
                HOSTILE.repeat(20),
                10_000,
                true,
                START,
                Duration.ofMillis(7));
        Diagnosis diagnosis = new Diagnosis(Cause.PRODUCTION, "PG-101", HOSTILE, HOSTILE, Next.CONFIRM);
        RunHead whole = Runs.head(
                "20260102-030405-9f3c",
                "0.1.0",
                HOSTILE,
                "ab".repeat(32),
                "cd".repeat(32),
                HOSTILE,
                URI.create("https://api.example.com"),
                Optional.of(HOSTILE),
                Duration.ofMinutes(30),
                START.plusSeconds(120),
                List.of(HOSTILE),
                List.of(head));
        return Runs.result(
                whole,
                START,
                Duration.ofSeconds(1),
                true,
                Optional.empty(),
                List.of(new CheckResult(
                        head,
                        Outcome.FAILED,
                        Optional.of(Cause.PRODUCTION),
                        Optional.of("PG-101"),
                        HOSTILE.repeat(30),
                        List.of(missed(
                                1,
                                diagnosis,
                                exchange,
                                new Judgement(HOSTILE, HOSTILE, HOSTILE.repeat(30), false, 3, HOSTILE),
                                new PaceWait(HOSTILE, START, Duration.ofSeconds(1), HOSTILE, true),
                                new ItemResult(
                                        HOSTILE,
                                        ItemResult.End.NOT_JUDGED,
                                        START,
                                        Optional.empty(),
                                        Optional.empty(),
                                        HOSTILE,
                                        List.of(new ItemResult.Step(HOSTILE, START, HOSTILE)),
                                        true),
                                new AlertWatch(
                                        HOSTILE,
                                        Optional.of(START),
                                        Duration.ofSeconds(1),
                                        List.of(new AlertWatch.Share(HOSTILE, Duration.ZERO, Duration.ofSeconds(1))),
                                        List.of(new AlertWatch.Step(HOSTILE, START, HOSTILE))),
                                new IsolationMatrix(
                                        HOSTILE,
                                        List.of(new IsolationMatrix.Try(
                                                HOSTILE,
                                                HOSTILE,
                                                HOSTILE,
                                                IsolationMatrix.End.LEAKED,
                                                HOSTILE,
                                                HOSTILE))),
                                new SurveyReading(
                                        HOSTILE,
                                        List.of(new SurveyReading.Question("relevance", HOSTILE)),
                                        1,
                                        3,
                                        1,
                                        1,
                                        1,
                                        1,
                                        List.of(
                                                SurveyReading.Score.of("", "relevance", List.of(0, 1, 0, 0, 1)),
                                                SurveyReading.Score.of(HOSTILE, "relevance", List.of(0, 1, 0, 0, 1))),
                                        List.of(new SurveyReading.Theme(HOSTILE, 1, 1)),
                                        List.of(new SurveyReading.Quote(HOSTILE, HOSTILE, HOSTILE)),
                                        false,
                                        true,
                                        Optional.of(START),
                                        Optional.empty()),
                                new PanelPicture(HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", 9, START, START),
                                SampleFlows.hostile(HOSTILE),
                                SampleFlows.hostileLog(HOSTILE))))));
    }

    /** A large run: every tenth check failed after two attempts, the others passed. */
    public static RunResult large(int checks) {
        return run(
                List.of(),
                IntStream.range(0, checks)
                        .mapToObj(i -> {
                            CheckHead head = head("check-" + i, "stage-" + i % 7, "http");
                            return i % 10 == 0
                                    ? failed(
                                            head,
                                            production("PG-101"),
                                            exchange(500),
                                            missedJudgement("status", "200", "500"))
                                    : passed(head, exchange(200), met("status", "200", "200"));
                        })
                        .toArray(CheckResult[]::new));
    }

    public static CheckHead head(String id, String stage, String kind) {
        return head(id, stage, kind, "high");
    }

    public static CheckHead head(String id, String stage, String kind, String severity) {
        return Runs.check(
                id,
                Optional.empty(),
                stage,
                kind,
                severity,
                true,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static CheckResult passed(CheckHead head, Evidence... evidence) {
        return new CheckResult(
                head,
                Outcome.PASSED,
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(new AttemptRecord(1, START, Duration.ofMillis(85), List.of(evidence), Optional.empty())));
    }

    private static CheckResult failed(CheckHead head, Diagnosis diagnosis, Evidence... evidence) {
        return ended(head, Outcome.FAILED, diagnosis, evidence);
    }

    private static CheckResult inconclusiveCheck(CheckHead head, Diagnosis diagnosis, Evidence... evidence) {
        return ended(head, Outcome.INCONCLUSIVE, diagnosis, evidence);
    }

    private static CheckResult ended(CheckHead head, Outcome outcome, Diagnosis diagnosis, Evidence... evidence) {
        return new CheckResult(
                head,
                outcome,
                Optional.of(diagnosis.cause()),
                Optional.of(diagnosis.rule()),
                diagnosis.explanation(),
                List.of(missed(1, diagnosis, evidence)));
    }

    private static AttemptRecord missed(int number, Diagnosis diagnosis, Evidence... evidence) {
        return new AttemptRecord(
                number, START.plusSeconds(number), Duration.ofMillis(150), List.of(evidence), Optional.of(diagnosis));
    }

    private static Diagnosis production(String rule) {
        return new Diagnosis(
                Cause.PRODUCTION,
                rule,
                "production answered, but not as expected",
                "Look into the release that was deployed, or roll it back.",
                Next.CONFIRM);
    }

    static Judgement met(String subject, String expected, String actual) {
        return new Judgement(subject, expected, actual, true, 1, "");
    }

    private static Judgement missedJudgement(String subject, String expected, String actual) {
        return new Judgement(subject, expected, actual, false, 1, "");
    }

    private static HttpExchange exchange(int status) {
        return new HttpExchange(
                "GET",
                "https://api.example.com/tickets?limit=5",
                List.of(
                        new Header("user-agent", "prodgate/0.1.0 (synthetic; run=20260102-030405-9f3c)"),
                        new Header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                        new Header("authorization", "Bearer ***")),
                Optional.empty(),
                Credential.OURS,
                status,
                "HTTP/2",
                List.of(
                        new Header("content-type", "application/json"),
                        new Header("date", "Fri, 02 Jan 2026 03:04:05 GMT")),
                "{\"status\": " + status + "}",
                15,
                false,
                START,
                Duration.ofMillis(42));
    }

    private static HttpExchange post() {
        return new HttpExchange(
                "POST",
                "https://api.example.com/webhook/servicedesk",
                List.of(
                        new Header("content-type", "application/json"),
                        new Header("content-length", "31"),
                        new Header("x-servicedesk-signature", "***")),
                Optional.of("{\"ticket\": \"it's on fire\"}"),
                Credential.OURS,
                200,
                "HTTP/1.1",
                List.of(new Header("content-type", "text/html")),
                "<html><title>Maintenance</title></html>",
                39,
                false,
                START,
                Duration.ofMillis(61));
    }

    private static CertificateChain chain(Optional<Trouble.Kind> problem) {
        Instant end = problem.isPresent() ? START.minusSeconds(86_400) : START.plusSeconds(86_400 * 60);
        return new CertificateChain(
                "api.example.com",
                443,
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                List.of(new Certificate(
                        "CN=api.example.com",
                        "CN=Example CA",
                        List.of("api.example.com", "www.example.com"),
                        Instant.parse("2025-10-01T00:00:00Z"),
                        end,
                        "0f".repeat(32))),
                problem);
    }

    /** A run of these checks. */
    public static RunResult of(CheckResult... checks) {
        return run(List.of(), checks);
    }

    private static RunResult run(List<String> selection, CheckResult... checks) {
        List<CheckHead> heads = new ArrayList<>();
        List.of(checks).forEach(check -> heads.add(check.head()));
        RunHead head = Runs.head(
                "20260102-030405-9f3c",
                "0.1.0",
                "prodgate.yaml",
                "ab".repeat(32),
                "cd".repeat(32),
                "tickets",
                URI.create("https://api.example.com"),
                Optional.of("3f2c1d0"),
                Duration.ofMinutes(30),
                START.plusSeconds(120),
                selection,
                heads);
        return Runs.result(head, START, Duration.ofMillis(72_450), true, Optional.empty(), List.of(checks));
    }
}
