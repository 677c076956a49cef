package io.prodgate.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.prodgate.evidence.FaultRun;
import io.prodgate.report.Figures;
import io.prodgate.report.Scenario;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Faults that were made on purpose, as {@code report.json} tells them. */
final class FaultsJson {
    private FaultsJson() {}

    /** Writes the key {@code faults}; of a run that disturbed nothing there is nothing to tell. */
    static void write(List<Scenario> scenarios, JsonGenerator json) throws IOException {
        if (scenarios.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("faults");
        for (Scenario scenario : scenarios) {
            json.writeStartObject();
            write(scenario, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(Scenario scenario, JsonGenerator json) throws IOException {
        FaultRun fault = scenario.fault();
        json.writeStringField("check", scenario.check());
        json.writeStringField("what", fault.what());
        optional("from", fault.from().map(Instant::toString), json);
        optional("to", fault.to().map(Instant::toString), json);
        optional("trouble", fault.trouble().map(FaultRun.Trouble::wireName), json);
        if (scenario.recovery().isPresent()) {
            json.writeObjectFieldStart("recovery");
            write(scenario.recovery().get(), json);
            json.writeEndObject();
        }
        optional("runbook", scenario.runbook(), json);
        if (scenario.exercise().isPresent()) {
            json.writeBooleanField("runbookWorked", scenario.exercise().get().worked());
        }
    }

    private static void write(Scenario.Recovery recovery, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("looked");
        for (String check : recovery.looked()) {
            json.writeString(check);
        }
        json.writeEndArray();
        if (recovery.first().isPresent()) {
            Scenario.Shown shown = recovery.first().get();
            json.writeStringField("by", shown.by());
            json.writeNumberField("after", Figures.seconds(shown.after()));
        }
    }

    private static void optional(String name, Optional<String> value, JsonGenerator json) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }
}
