package io.prodgate.testing;

import io.prodgate.journal.CheckHead;
import io.prodgate.journal.CheckHead.Quarantine;
import io.prodgate.journal.RunHead;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.RunResult.CheckResult;
import io.prodgate.journal.RunResult.Session;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Runs and their checks as most of them are, of what a test is about. */
public final class Runs {
    private Runs() {}

    /** A check that may be repeated, and of which nothing more is told. */
    public static CheckHead check(
            String id,
            Optional<String> title,
            String stage,
            String kind,
            String severity,
            boolean required,
            List<String> tags,
            Optional<String> runbook,
            Optional<String> owner,
            Optional<Quarantine> quarantine) {
        return new CheckHead(
                id,
                title,
                stage,
                kind,
                severity,
                required,
                tags,
                runbook,
                owner,
                quarantine,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A whole run under the usual terms, of which the plan does not say what people accept it by. */
    public static RunHead head(
            String id,
            String version,
            String plan,
            String planSha256,
            String valuesSha256,
            String production,
            URI url,
            Optional<String> revision,
            Duration budget,
            Instant settleUntil,
            List<String> selection,
            List<CheckHead> checks) {
        return new RunHead(
                id,
                version,
                plan,
                planSha256,
                valuesSha256,
                production,
                url,
                revision,
                budget,
                settleUntil,
                selection,
                checks,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A run that went through in one session. */
    public static RunResult result(
            RunHead head,
            Instant started,
            Duration duration,
            boolean finished,
            Optional<String> interrupted,
            List<CheckResult> checks) {
        return result(
                head,
                started,
                duration,
                finished,
                interrupted,
                checks,
                List.of(new Session(
                        started, started.plus(duration), head.version(), finished, interrupted, Optional.empty())));
    }

    /** A run about which nobody decided anything, of which nobody was told, and that nobody signed. */
    public static RunResult result(
            RunHead head,
            Instant started,
            Duration duration,
            boolean finished,
            Optional<String> interrupted,
            List<CheckResult> checks,
            List<Session> sessions) {
        return new RunResult(
                head,
                started,
                duration,
                finished,
                interrupted,
                checks,
                sessions,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
