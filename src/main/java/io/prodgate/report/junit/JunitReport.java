package io.prodgate.report.junit;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.journal.CheckHead;
import io.prodgate.journal.RunResult;
import io.prodgate.report.Fact;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.Format;
import io.prodgate.report.Overview;
import io.prodgate.report.Plain;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.io.OutputStream;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code junit.xml} in the dialect that CI systems agree on: stages are suites, checks are test cases. A fault of
 * production is a {@code failure}; whatever kept a check from judging is an {@code error} whose type is the cause; an
 * attempt that was missed before the check passed is a {@code flakyFailure} or {@code flakyError}, as Surefire writes
 * them.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">the common dialect</a>
 * @see <a href="https://maven.apache.org/surefire/maven-surefire-plugin/examples/rerun-failing-tests.html">flaky</a>
 */
public final class JunitReport implements Format {
    /** The most characters of a message that stands in an attribute; the text of the element has all of it. */
    private static final int MESSAGE = 500;

    @Override
    public String fileName() {
        return "junit.xml";
    }

    @Override
    public void write(Judged judged, OutputStream out) throws IOException {
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new Writing(new Xml(writer), judged.run()).report(Overview.of(judged));
            writer.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write " + fileName() + ": " + e.getMessage(), e);
        }
    }

    /** One report being written. */
    private record Writing(Xml xml, RunResult run) {
        private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                        "uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT)
                .withZone(ZoneOffset.UTC);

        void report(Overview overview) throws XMLStreamException {
            xml.begin();
            xml.open("testsuites");
            xml.attribute("name", "prodgate: " + run.head().production());
            counts(overview.checks());
            xml.attribute("time", seconds(run.duration()));
            xml.attribute("timestamp", SECOND.format(run.started()));
            Map<String, List<Finding>> stages = overview.checks().stream()
                    .collect(Collectors.groupingBy(
                            check -> check.check().head().stage(), LinkedHashMap::new, Collectors.toList()));
            for (Map.Entry<String, List<Finding>> stage : stages.entrySet()) {
                suite(stage.getKey(), stage.getValue(), overview.judged());
            }
            xml.close();
            xml.end();
        }

        private void suite(String stage, List<Finding> checks, Judged judged) throws XMLStreamException {
            xml.open("testsuite");
            xml.attribute("name", stage);
            counts(checks);
            xml.attribute("time", seconds(total(checks)));
            xml.attribute("timestamp", SECOND.format(began(checks)));
            xml.attribute("file", run.head().plan());
            xml.open("properties");
            property("run", run.head().id());
            property("verdict", judged.verdict().wireName());
            property("gate", judged.gate().wireName());
            property("url", run.head().url().toString());
            if (run.head().revision().isPresent()) {
                property("revision", run.head().revision().get());
            }
            xml.close();
            for (Finding check : checks) {
                testCase(check);
            }
            xml.close();
        }

        private void counts(List<Finding> checks) throws XMLStreamException {
            xml.attribute("tests", Integer.toString(checks.size()));
            xml.attribute("failures", count(checks, Outcome.FAILED));
            xml.attribute("errors", count(checks, Outcome.INCONCLUSIVE));
            xml.attribute("skipped", count(checks, Outcome.SKIPPED));
        }

        private void testCase(Finding finding) throws XMLStreamException {
            CheckHead head = finding.check().head();
            xml.open("testcase");
            xml.attribute("name", head.id());
            xml.attribute("classname", run.head().production() + "." + head.stage());
            xml.attribute("time", seconds(finding.duration()));
            properties(finding, head);
            switch (finding.outcome()) {
                case FAILED -> result("failure", finding, Cause.PRODUCTION.wireName());
                case INCONCLUSIVE ->
                    result("error", finding, errorType(finding.check().cause()));
                case SKIPPED -> {
                    xml.open("skipped");
                    xml.attribute("message", Plain.line(finding.explanation(), MESSAGE));
                    xml.close();
                }
                case FLAKY, PASSED -> misses(finding);
            }
            xml.close();
        }

        private void properties(Finding finding, CheckHead head) throws XMLStreamException {
            xml.open("properties");
            property("outcome", finding.outcome().wireName());
            property("kind", head.kind());
            property("severity", head.severity());
            property("required", Boolean.toString(head.required()));
            property("attempts", Integer.toString(finding.check().attempts().size()));
            property("title", head.title());
            property("cause", finding.cause());
            property("rule", finding.check().rule());
            property("owner", head.owner());
            property("runbook", head.runbook());
            property(
                    "quarantine", finding.quarantine().map(entry -> entry.reason() + " (until " + entry.until() + ")"));
            for (String tag : head.tags()) {
                property("tag", tag);
            }
            xml.close();
        }

        private void result(String element, Finding finding, String type) throws XMLStreamException {
            xml.open(element);
            xml.attribute("type", type);
            xml.attribute("message", Plain.line(finding.explanation(), MESSAGE));
            StringBuilder text = new StringBuilder(finding.explanation());
            finding.todo().ifPresent(todo -> text.append("\nTo do: ").append(todo));
            finding.reproduce().ifPresent(line -> text.append("\nReproduce: ").append(line));
            for (AttemptRecord attempt : finding.check().attempts()) {
                text.append("\n\n").append(told(attempt));
            }
            xml.text(text.toString());
            xml.close();
        }

        private void misses(Finding finding) throws XMLStreamException {
            for (AttemptRecord attempt : finding.check().attempts()) {
                Optional<Diagnosis> diagnosis = attempt.diagnosis();
                if (diagnosis.isPresent()) {
                    boolean production = diagnosis.get().cause() == Cause.PRODUCTION;
                    xml.open(production ? "flakyFailure" : "flakyError");
                    xml.attribute("type", diagnosis.get().cause().wireName());
                    xml.attribute("message", Plain.line(diagnosis.get().explanation(), MESSAGE));
                    xml.open("stackTrace");
                    xml.text(told(attempt));
                    xml.close();
                    xml.close();
                }
            }
        }

        private static String told(AttemptRecord attempt) {
            StringBuilder text = new StringBuilder("Attempt %d at %s, %s"
                    .formatted(attempt.number(), attempt.started(), Figures.duration(attempt.duration())));
            attempt.diagnosis()
                    .ifPresent(found -> text.append(
                            ": %s (%s) %s".formatted(found.cause().wireName(), found.rule(), found.explanation())));
            attempt.evidence()
                    .forEach(evidence ->
                            text.append("\n  ").append(Fact.of(evidence).summary()));
            return text.toString();
        }

        private void property(String name, Optional<String> value) throws XMLStreamException {
            if (value.isPresent()) {
                property(name, value.get());
            }
        }

        private void property(String name, String value) throws XMLStreamException {
            xml.open("property");
            xml.attribute("name", name);
            xml.attribute("value", value);
            xml.close();
        }

        private Instant began(List<Finding> checks) {
            return checks.stream()
                    .flatMap(check -> check.check().attempts().stream())
                    .map(AttemptRecord::started)
                    .min(Instant::compareTo)
                    .orElse(run.started());
        }

        private static Duration total(List<Finding> checks) {
            return checks.stream().map(Finding::duration).reduce(Duration.ZERO, Duration::plus);
        }

        private static String count(List<Finding> checks, Outcome outcome) {
            return Long.toString(
                    checks.stream().filter(check -> check.outcome() == outcome).count());
        }

        private static String errorType(Optional<Cause> cause) {
            return cause.filter(found -> found != Cause.PRODUCTION)
                    .map(Cause::wireName)
                    .orElse("inconclusive");
        }

        private static String seconds(Duration duration) {
            return Figures.seconds(duration).setScale(3, RoundingMode.HALF_UP).toPlainString();
        }
    }
}
