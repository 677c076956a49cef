package io.prodgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Explanation;
import io.prodgate.evidence.Json;
import io.prodgate.journal.RunResult.CheckResult;
import java.util.List;

/** An explanation for programs. */
final class ExplanationJson {
    private ExplanationJson() {}

    /** The explanation as JSON; durations in decimal seconds. */
    static String of(ExplainedAttempt explained) {
        ObjectNode root = Json.mapper().createObjectNode();
        CheckResult check = explained.check();
        root.put("run", explained.run().id());
        root.put("check", check.head().id());
        root.put("outcome", check.outcome().wireName());
        check.cause().ifPresent(cause -> root.put("cause", cause.wireName()));
        check.rule().ifPresent(rule -> root.put("rule", rule));
        root.put("explanation", check.explanation());
        root.put("attempts", check.attempts().size());
        explained.attempt().ifPresent(attempt -> attempt(root.putObject("attempt"), attempt, explained));
        return root.toPrettyString();
    }

    private static void attempt(ObjectNode node, AttemptRecord attempt, ExplainedAttempt explained) {
        node.put("number", attempt.number());
        node.put("started", attempt.started().toString());
        node.put("duration", attempt.duration().toMillis() / 1000.0);
        ArrayNode evidence = node.putArray("evidence");
        attempt.evidence().forEach(fact -> evidence.add(Json.mapper().<JsonNode>valueToTree(fact)));
        attempt.diagnosis().ifPresent(diagnosis -> diagnosis(node.putObject("diagnosis"), diagnosis));
        explained.explanation().ifPresent(explanation -> explanation(node, explanation));
    }

    private static void explanation(ObjectNode node, Explanation explanation) {
        diagnosis(node.putObject("today"), explanation.diagnosis());
        ArrayNode because = node.putArray("because");
        for (Explanation.Held held : explanation.because()) {
            ObjectNode condition =
                    because.addObject().put("symptom", held.condition().symptom());
            texts(condition.putArray("asked"), held.condition().alternatives());
            texts(condition.putArray("values"), held.values());
        }
        ArrayNode before = node.putArray("before");
        for (Explanation.Passed passed : explanation.before()) {
            ObjectNode rule = before.addObject();
            rule.put("rule", passed.rule().id());
            rule.put("cause", passed.rule().cause().wireName());
            texts(rule.putArray("reasons"), passed.reasons());
        }
        ObjectNode witnesses = node.putObject("witnesses");
        explanation.witnesses().forEach(witnesses::put);
        ArrayNode otherwise = node.putArray("otherwise");
        for (Explanation.Otherwise other : explanation.otherwise()) {
            ObjectNode what = otherwise.addObject().put("if", other.provided());
            diagnosis(what, other.diagnosis());
        }
    }

    private static void diagnosis(ObjectNode node, Diagnosis diagnosis) {
        node.put("cause", diagnosis.cause().wireName());
        node.put("rule", diagnosis.rule());
        node.put("next", diagnosis.next().wireName());
        node.put("explanation", diagnosis.explanation());
        node.put("do", diagnosis.todo());
    }

    private static void texts(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
