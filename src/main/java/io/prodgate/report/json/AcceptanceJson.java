package io.prodgate.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.prodgate.journal.RunResult;
import io.prodgate.journal.Signature;
import io.prodgate.report.Condition;
import io.prodgate.report.CriterionFact;
import io.prodgate.verdict.Judged;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** By what a run is accepted, and who signed it, as {@code report.json} tells it. */
final class AcceptanceJson {
    private AcceptanceJson() {}

    /** Writes {@code criteria}, {@code conditions} and {@code signatures}, where the plan or a person says something. */
    static void write(Judged judged, Fields fields) throws IOException {
        JsonGenerator json = fields.json();
        List<CriterionFact> criteria = CriterionFact.of(judged);
        if (!criteria.isEmpty()) {
            json.writeArrayFieldStart("criteria");
            for (CriterionFact criterion : criteria) {
                criterion(criterion, fields);
            }
            json.writeEndArray();
        }
        List<Condition> conditions = Condition.of(judged);
        if (judged.run().head().acceptance().isPresent() && !conditions.isEmpty()) {
            json.writeArrayFieldStart("conditions");
            for (Condition condition : conditions) {
                condition(condition, fields);
            }
            json.writeEndArray();
        }
        if (!judged.run().signatures().isEmpty()) {
            json.writeArrayFieldStart("signatures");
            for (RunResult.Signed signed : judged.run().signatures()) {
                signature(signed, fields);
            }
            json.writeEndArray();
        }
    }

    private static void criterion(CriterionFact fact, Fields fields) throws IOException {
        JsonGenerator json = fields.json();
        json.writeStartObject();
        json.writeStringField("id", fact.criterion().id());
        json.writeStringField("text", fact.criterion().text());
        json.writeStringField("state", fact.state().wireName());
        json.writeArrayFieldStart("checks");
        for (var check : fact.checks()) {
            json.writeString(check.id());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void condition(Condition condition, Fields fields) throws IOException {
        JsonGenerator json = fields.json();
        json.writeStartObject();
        json.writeStringField("text", condition.text());
        fields.optional("owner", condition.owner());
        fields.optional("due", condition.due().map(Instant::toString));
        fields.strings("checks", condition.checks());
        json.writeEndObject();
    }

    private static void signature(RunResult.Signed signed, Fields fields) throws IOException {
        JsonGenerator json = fields.json();
        Signature signature = signed.signature();
        json.writeStartObject();
        json.writeStringField("at", signed.at().toString());
        json.writeStringField("role", signature.role());
        json.writeStringField("by", signature.by());
        fields.optional("account", signature.account());
        json.writeStringField("verdict", signature.verdict());
        json.writeBooleanField("rejected", signature.rejected());
        fields.optional("comment", signature.comment());
        json.writeStringField("journalSha256", signature.journalSha256());
        json.writeBooleanField("current", signed.current());
        json.writeEndObject();
    }
}
