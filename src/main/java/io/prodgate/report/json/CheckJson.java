package io.prodgate.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Write;
import io.prodgate.journal.CheckHead;
import io.prodgate.report.Figures;
import io.prodgate.report.Finding;
import io.prodgate.report.history.Trend;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A check with its attempts, as {@code report.json} tells it. */
record CheckJson(JsonGenerator json, ObjectWriter evidence, Fields fields) {
    void write(Finding finding) throws IOException {
        CheckHead head = finding.check().head();
        json.writeStartObject();
        json.writeStringField("id", head.id());
        fields.optional("title", head.title());
        json.writeStringField("stage", head.stage());
        json.writeStringField("kind", head.kind());
        fields.optional("class", head.safety());
        json.writeStringField("severity", head.severity());
        json.writeBooleanField("required", head.required());
        fields.strings("tags", head.tags());
        fields.optional("owner", head.owner());
        fields.optional("runbook", head.runbook());
        if (head.quarantine().isPresent()) {
            quarantine(head.quarantine().get(), finding.quarantine().isPresent());
        }
        json.writeStringField("outcome", finding.outcome().wireName());
        fields.nullable("cause", finding.cause());
        fields.nullable("rule", finding.check().rule());
        json.writeStringField("explanation", finding.explanation());
        fields.optional("todo", finding.todo());
        json.writeNumberField("duration", Figures.seconds(finding.duration()));
        if (finding.age().isPresent()) {
            age(finding.age().get());
        }
        misses(finding.misses());
        fields.optional("reproduce", finding.reproduce());
        writes(finding.check().writes());
        json.writeArrayFieldStart("attempts");
        for (AttemptRecord attempt : finding.check().attempts()) {
            attempt(attempt);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void age(Trend.Standing age) throws IOException {
        json.writeObjectFieldStart("age");
        json.writeStringField("since", age.since().toString());
        json.writeStringField("run", age.first());
        json.writeNumberField("runs", age.runs());
        json.writeBooleanField("atLeast", age.atLeast());
        json.writeEndObject();
    }

    private void quarantine(CheckHead.Quarantine quarantine, boolean inForce) throws IOException {
        json.writeObjectFieldStart("quarantine");
        json.writeStringField("owner", quarantine.owner());
        json.writeStringField("reason", quarantine.reason());
        json.writeStringField("until", quarantine.until().toString());
        json.writeBooleanField("inForce", inForce);
        json.writeEndObject();
    }

    private void misses(List<Judgement> misses) throws IOException {
        json.writeArrayFieldStart("misses");
        for (Judgement miss : misses) {
            json.writeStartObject();
            json.writeStringField("subject", miss.subject());
            json.writeStringField("expected", miss.expected());
            json.writeStringField("actual", miss.actual());
            json.writeNumberField("samples", miss.samples());
            json.writeStringField("remark", miss.remark());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writes(List<Write> writes) throws IOException {
        if (writes.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("writes");
        for (Write write : writes) {
            json.writeStartObject();
            json.writeStringField("request", write.request());
            json.writeStringField("state", write.state().wireName());
            json.writeStringField("at", write.at().toString());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void attempt(AttemptRecord attempt) throws IOException {
        Optional<Diagnosis> diagnosis = attempt.diagnosis();
        json.writeStartObject();
        json.writeNumberField("number", attempt.number());
        json.writeStringField("started", attempt.started().toString());
        json.writeNumberField("duration", Figures.seconds(attempt.duration()));
        fields.nullable("cause", diagnosis.map(found -> found.cause().wireName()));
        fields.nullable("rule", diagnosis.map(Diagnosis::rule));
        fields.optional("explanation", diagnosis.map(Diagnosis::explanation));
        fields.optional("todo", diagnosis.map(Diagnosis::todo));
        json.writeArrayFieldStart("evidence");
        for (Evidence fact : attempt.evidence()) {
            evidence.writeValue(json, fact);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
