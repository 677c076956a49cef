package io.prodgate.report.ctrf;

import com.fasterxml.jackson.core.JsonGenerator;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Fact;
import io.prodgate.report.Finding;
import io.prodgate.report.Format;
import io.prodgate.report.Overview;
import io.prodgate.report.PrettyJson;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code ctrf.json} after the working draft 0.0.0 of the Common Test Report Format. CTRF has no word for a check that
 * could not be judged: it is {@code other} with the {@code rawStatus} {@code inconclusive}. What CTRF has no place for
 * is under {@code extra}, the only place where it allows other keys.
 *
 * @see <a href="https://github.com/ctrf-io/ctrf">the specification</a>
 */
public final class CtrfReport implements Format {
    private static final String SPEC_VERSION = "0.0.0";

    @Override
    public String fileName() {
        return "ctrf.json";
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        try (JsonGenerator generator = PrettyJson.generator(out)) {
            new Writing(generator).report(Overview.of(judged));
            generator.writeRaw('\n');
        }
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case PASSED, FLAKY -> "passed";
            case FAILED -> "failed";
            case INCONCLUSIVE -> "other";
            case SKIPPED -> "skipped";
        };
    }

    private static String status(AttemptRecord attempt) {
        return attempt.diagnosis()
                .map(found -> found.cause() == Cause.PRODUCTION ? "failed" : "other")
                .orElse("passed");
    }

    /** One report being written. */
    private record Writing(JsonGenerator json) {
        void report(Overview overview) throws IOException {
            Judged judged = overview.judged();
            RunResult run = judged.run();
            json.writeStartObject();
            json.writeStringField("reportFormat", "CTRF");
            json.writeStringField("specVersion", SPEC_VERSION);
            json.writeStringField(
                    "timestamp", run.started().plus(run.duration()).toString());
            json.writeStringField("generatedBy", "prodgate");
            json.writeObjectFieldStart("results");
            json.writeObjectFieldStart("tool");
            json.writeStringField("name", "prodgate");
            json.writeStringField("version", run.head().version());
            json.writeEndObject();
            summary(overview, run);
            json.writeArrayFieldStart("tests");
            for (Finding check : overview.checks()) {
                test(check, run.head().plan());
            }
            json.writeEndArray();
            json.writeEndObject();
            verdict(judged);
            json.writeEndObject();
        }

        private void verdict(Judged judged) throws IOException {
            json.writeObjectFieldStart("extra");
            json.writeObjectFieldStart("prodgate");
            json.writeStringField("run", judged.run().head().id());
            json.writeStringField("verdict", judged.verdict().wireName());
            json.writeStringField("gate", judged.gate().wireName());
            json.writeArrayFieldStart("reasons");
            for (String reason : judged.reasons()) {
                json.writeString(reason);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }

        private void summary(Overview overview, RunResult run) throws IOException {
            json.writeObjectFieldStart("summary");
            json.writeNumberField("tests", overview.checks().size());
            json.writeNumberField("passed", overview.count(Outcome.PASSED) + overview.count(Outcome.FLAKY));
            json.writeNumberField("failed", overview.count(Outcome.FAILED));
            json.writeNumberField("skipped", overview.count(Outcome.SKIPPED));
            json.writeNumberField("pending", 0);
            json.writeNumberField("other", overview.count(Outcome.INCONCLUSIVE));
            json.writeNumberField("flaky", overview.count(Outcome.FLAKY));
            json.writeNumberField(
                    "suites",
                    overview.checks().stream()
                            .map(check -> check.check().head().stage())
                            .distinct()
                            .count());
            json.writeNumberField("start", run.started().toEpochMilli());
            json.writeNumberField("stop", run.started().plus(run.duration()).toEpochMilli());
            json.writeEndObject();
        }

        private void test(Finding finding, String plan) throws IOException {
            CheckHead head = finding.check().head();
            List<AttemptRecord> attempts = finding.check().attempts();
            json.writeStartObject();
            json.writeStringField("name", head.id());
            json.writeStringField("status", status(finding.outcome()));
            json.writeNumberField("duration", finding.duration().toMillis());
            if (!attempts.isEmpty()) {
                json.writeNumberField("start", attempts.getFirst().started().toEpochMilli());
                AttemptRecord last = attempts.getLast();
                json.writeNumberField(
                        "stop", last.started().plus(last.duration()).toEpochMilli());
            }
            array("suite", List.of(head.stage()));
            text("message", finding.explanation());
            text("trace", trace(finding.missed()));
            json.writeStringField("rawStatus", finding.outcome().wireName());
            if (!head.tags().isEmpty()) {
                array("tags", head.tags());
            }
            json.writeStringField("type", head.kind());
            json.writeStringField("filePath", plan);
            json.writeNumberField("retries", Math.max(0, attempts.size() - 1));
            json.writeBooleanField("flaky", finding.outcome() == Outcome.FLAKY);
            retryAttempts(attempts);
            extra(finding, head);
            json.writeEndObject();
        }

        /** All attempts but the last: CTRF tells the last one in the test itself. */
        private void retryAttempts(List<AttemptRecord> attempts) throws IOException {
            if (attempts.size() < 2) {
                return;
            }
            json.writeArrayFieldStart("retryAttempts");
            for (AttemptRecord attempt : attempts.subList(0, attempts.size() - 1)) {
                json.writeStartObject();
                json.writeNumberField("attempt", attempt.number());
                json.writeStringField("status", status(attempt));
                json.writeNumberField("duration", attempt.duration().toMillis());
                text("message", attempt.diagnosis().map(Diagnosis::explanation).orElse(""));
                json.writeNumberField("start", attempt.started().toEpochMilli());
                json.writeNumberField(
                        "stop", attempt.started().plus(attempt.duration()).toEpochMilli());
                json.writeEndObject();
            }
            json.writeEndArray();
        }

        private void extra(Finding finding, CheckHead head) throws IOException {
            json.writeObjectFieldStart("extra");
            json.writeObjectFieldStart("prodgate");
            text("title", head.title().orElse(""));
            json.writeStringField("severity", head.severity());
            json.writeBooleanField("required", head.required());
            json.writeStringField("effect", finding.effect().name().toLowerCase(Locale.ROOT));
            json.writeBooleanField("quarantined", finding.quarantine().isPresent());
            text("cause", finding.cause().orElse(""));
            text("rule", finding.check().rule().orElse(""));
            text("todo", finding.todo().orElse(""));
            text("reproduce", finding.reproduce().orElse(""));
            text("owner", head.owner().orElse(""));
            text("runbook", head.runbook().orElse(""));
            json.writeEndObject();
            json.writeEndObject();
        }

        private static String trace(Optional<AttemptRecord> attempt) {
            return String.join(
                    "\n",
                    attempt.stream()
                            .flatMap(missed -> missed.evidence().stream())
                            .map(evidence -> Fact.of(evidence).summary())
                            .toList());
        }

        private void array(String name, List<String> values) throws IOException {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }

        private void text(String name, String value) throws IOException {
            if (!value.isEmpty()) {
                json.writeStringField(name, value);
            }
        }
    }
}
