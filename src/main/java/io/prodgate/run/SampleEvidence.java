package io.prodgate.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Json;
import io.prodgate.plan.Nearest;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads evidence as it stands in {@code report.json} and the journal; what a sample leaves out is filled in. */
final class SampleEvidence {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

    /** What is filled in, by type: instants, durations and other parts that no rule looks at. */
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("http-exchange", """
                {"method":"GET","url":"https://production.example.com/","requestHeaders":[],"credential":"none","status":200,
                "protocol":"HTTP/1.1","headers":[],"body":"","bodyBytes":0,"truncated":false,"started":"@","duration":0.02}\
                """),
            Map.entry("trouble", """
                {"target":"production.example.com:443","message":"","sent":"nothing","at":"@","after":0.02}\
                """),
            Map.entry("certificate-chain", """
                {"host":"production.example.com","port":443,"protocol":"TLSv1.3","cipher":"TLS_AES_128_GCM_SHA256",
                "certificates":[]}\
                """),
            Map.entry("judgement", """
                {"subject":"status","expected":"","actual":"","met":false,"samples":1,"remark":""}\
                """),
            Map.entry("control-probe", """
                {"url":"https://control.example.com","answered":true,"detail":"status 200","at":"@","duration":0.02}\
                """),
            Map.entry("clock-reading", """
                {"source":"https://control.example.com","skew":0,"precision":1}\
                """),
            Map.entry("pace-wait", """
                {"host":"production.example.com","from":"@","delay":30,"word":"429","taken":false}\
                """),
            Map.entry("misconfiguration", "{\"what\":\"\",\"where\":\"\",\"todo\":\"\"}"),
            Map.entry("name-lookup", """
                {"name":"production.example.com","server":"the runner's resolver","answer":"not-found","addresses":[],
                "authoritative":false,"at":"@"}\
                """),
            Map.entry("vantage-probe", """
                {"vantage":"elsewhere","target":"https://production.example.com/","usable":true,"reached":true,
                "detail":"status 200","at":"@","duration":0.02}\
                """),
            Map.entry("process-run", """
                {"command":"./smoke.sh","end":"exited","output":"","outputBytes":0,"started":"@","duration":1}\
                """),
            Map.entry("test-results", """
                {"source":"results.xml","format":"junit","passed":0,"failed":0,"broken":0,"skipped":0,"flaky":0,"misses":[]}\
                """),
            Map.entry("metric-reading", """
                {"system":"prometheus","query":"up","group":"","from":"@","to":"@","series":1,"points":1,"flaws":[]}\
                """),
            Map.entry("item-result", """
                {"item":"1","end":"arrived","started":"@","detail":""}\
                """),
            Map.entry("system-trouble", """
                {"system":"prometheus","kind":"silent","url":"https://prometheus.example.com","message":""}\
                """),
            Map.entry("trace-reading", """
                {"system":"jaeger","url":"https://jaeger.example.com","api":"","by":"tag","search":"","wanted":1,"found":0,
                "whole":0,"single":0,"absent":[],"looks":[],"traces":[],"stages":[]}\
                """),
            Map.entry("panel-picture", """
                {"system":"grafana","dashboard":"System Status","panel":"Errors","file":"artifacts/grafana/1/q1-2.png",
                "bytes":9,"from":"@","to":"@"}\
                """),
            Map.entry("fault-run", """
                {"what":"the worker is held","made":[],"undone":[],"from":"@","to":"@","detail":""}\
                """),
            Map.entry("isolation-matrix", """
                {"walls":"API","tries":[]}\
                """),
            Map.entry("alert-watch", """
                {"alert":"QueueDepthHigh","since":"@","within":300,"shares":[],"steps":[]}\
                """),
            Map.entry("survey-reading", """
                {"source":"survey/answers.csv","questions":[],"technicians":3,"wanted":3,"tickets":3,"answers":9,"duplicates":0,
                "comments":0,"scores":[],"themes":[],"quotes":[],"pseudonymous":true,"simulated":false}\
                """),
            Map.entry("flow-run", """
                {"flow":"Sign up","file":"sign-up.yaml","device":"emulator-5554","end":"failed","failure":"verdict",
                "message":"","standardError":"","outputs":{},"files":[],"started":"@","duration":9}\
                """),
            Map.entry("device-reading", """
                {"serial":"emulator-5554","state":"device","emulator":true,"reached":[],"at":"@"}\
                """),
            Map.entry("device-log", """
                {"device":"emulator-5554","answers":[],"troubles":[],"lines":[],"from":"@","complete":true}\
                """),
            Map.entry("apk-reading", """
                {"file":"app.apk","bytes":0,"sha256":"","packageName":"com.example.app","versionCode":1,"minSdk":24,
                "targetSdk":34,"abis":[],"debuggable":false,"testOnly":false,
                "signing":{"verified":true,"schemes":[],"signers":[],"problems":[]},
                "network":{"source":"targetSdkVersion","cleartext":false,"userCertificates":false,"domains":[]},"hosts":[],"hostsLeftOut":0}\
                """)));

    private final PlanErrors errors;

    SampleEvidence(PlanErrors errors) {
        this.errors = errors;
    }

    /** One fact; empty if it cannot be read, which is noted. */
    Optional<Evidence> read(PlanNode node) {
        if (!(json(node) instanceof ObjectNode written)) {
            errors.add(node.at(), node.path(), "expected evidence: a mapping with 'type' and what belongs to it");
            return Optional.empty();
        }
        String type = written.path("type").asText();
        String defaults = DEFAULTS.get(type);
        if (defaults == null) {
            errors.add(
                    node.at(),
                    node.path(),
                    type.isEmpty() ? "the evidence has no 'type'" : "there is no evidence of type '" + type + "'",
                    Nearest.hint(type, DEFAULTS.keySet()));
            return Optional.empty();
        }
        try {
            ObjectNode whole = (ObjectNode) Json.mapper().readTree(defaults.replace("@", "2026-01-02T12:00:00Z"));
            whole.setAll(written);
            return Optional.of(Json.mapper().treeToValue(whole, Evidence.class));
        } catch (JsonProcessingException e) {
            errors.add(
                    node.at(),
                    node.path(),
                    "this is no evidence of type '" + type + "': "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "report.json and its schema show what belongs to it");
            return Optional.empty();
        }
    }

    private static JsonNode json(PlanNode node) {
        return switch (node) {
            case PlanNode.Scalar scalar -> scalar(scalar);
            case PlanNode.Sequence sequence -> {
                ArrayNode array = Json.mapper().createArrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case PlanNode.Mapping mapping -> {
                ObjectNode object = Json.mapper().createObjectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
                yield object;
            }
        };
    }

    private static JsonNode scalar(PlanNode.Scalar scalar) {
        String text = scalar.template().toString();
        if (scalar.isNull()) {
            return Json.mapper().nullNode();
        }
        if (!scalar.quoted() && (text.equals("true") || text.equals("false"))) {
            return Json.mapper().getNodeFactory().booleanNode(Boolean.parseBoolean(text));
        }
        if (!scalar.quoted() && NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            return number.scale() == 0
                    ? Json.mapper().getNodeFactory().numberNode(number.longValue())
                    : Json.mapper().getNodeFactory().numberNode(number);
        }
        return Json.mapper().getNodeFactory().textNode(text);
    }
}
