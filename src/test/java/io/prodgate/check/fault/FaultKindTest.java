package io.prodgate.check.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.http.HttpKind;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.PlanText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultKindTest {
    private static final String SCRIPT = "script: { make: make, undo: undo, gone: gone }";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "needs: [well]|'inject' is missing",
                "needs: [well], inject: {}|nothing makes the fault",
                "needs: [well], inject: { script: { make: a, undo: b, gone: c }, http: {} }|two things make one fault",
                "needs: [well], inject: { script: { make: a, undo: b } }|'gone' is missing",
                "needs: [well], inject: { http: { make: { put: /a }, undo: {}, gone: { get: /a } } }|there is no"
                        + " request",
                "needs: [well], inject: { http: { make: { put: /a, post: /b }, undo: { put: /b }, gone: { get: /a } }"
                        + " }|there are two requests in one",
                "needs: [well], inject: { http: { make: { put: /a, status: ok }, undo: { put: /b }, gone: { get: /a }"
                        + " } }|'ok' is no status",
                "needs: [well], inject: { toxiproxy: { system: toxi, proxy: kb } }|the plan has no system 'toxi'",
                "needs: [well], inject: { toxiproxy: { system: jaeger, proxy: kb } }|nothing is done to the proxy",
                "needs: [well], inject: { toxiproxy: { system: jaeger, proxy: kb, down: true, toxic: latency } }|a"
                        + " proxy that is down has no toxic",
                "needs: [well], at-most: 2h, inject: { script: { make: a, undo: b, gone: c } }|a fault in production"
                        + " may last an hour at most",
                "needs: [well], abort-when: { query: x }, inject: { script: { make: a, undo: b, gone: c } }|'when' is"
                        + " missing",
                "needs: [well], inject: { kubernetes: { namespace: a, scale: { deployment: b, replicas: 0 } }"
                        + " }|'context' is missing",
                "needs: [well], inject: { kubernetes: { context: c, namespace: A_b, scale: { deployment: b, replicas:"
                        + " 0 } } }|'A_b' is no name of Kubernetes",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a } }|nothing is done in the cluster",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, scale: { deployment: b, replicas: 0"
                        + " }, env: {} } }|two things make one fault",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, scale: { replicas: 0 } } }|it is not"
                        + " said what is changed",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, scale: { deployment: a, statefulset:"
                        + " b, replicas: 0 } } }|two things are changed at once",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, scale: { deployment: b } }"
                        + " }|'replicas' is missing",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, env: { deployment: b, container: c }"
                        + " } }|no variable is changed",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, env: { deployment: b, container: c,"
                        + " set: { A: '${secret.api}' } } } }|secret",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, network-policy: {} } }|which pods are"
                        + " cut off",
                "needs: [well], inject: { kubernetes: { context: c, namespace: a, network-policy: { pods: { a: b },"
                        + " deny: out } } }|'out' is no direction",
                "inject: { script: { make: a, undo: b, gone: c } }|nothing shows that production is well before it is"
                        + " disturbed",
            })
    void mistakesAreToldWithTheirPlaces(String own, String message) throws Exception {
        assertThat(errors("- http: { id: well, get: / }\n- fault: { id: broken, " + own + " }\n"
                        + "- http: { id: under, under: broken, get: / }\n"))
                .anySatisfy(error -> assertThat(error).contains(message).containsPattern("prodgate\\.yaml:\\d+:\\d+"));
    }

    @Test
    void aFaultIsMadeForSomebodyInItsStageWhoDoesNotWaitForItsEnd() throws Exception {
        String fault =
                "- http: { id: well, get: / }\n- fault: { id: broken, needs: [well], inject: { " + SCRIPT + " } }\n";

        assertThat(errors(fault)).singleElement().asString().contains("no check runs under it");
        assertThat(errors(fault + "- http: { id: under, under: broken, needs: [broken], get: / }\n"))
                .singleElement()
                .asString()
                .contains("it runs under 'broken' and waits for its end");
        assertThat(errors(fault + "- http: { id: under, under: broken, get: / }\n"))
                .isEmpty();
        assertThat(errors(fault + "- http: { id: under, under: brken, get: / }\n"))
                .anySatisfy(error -> assertThat(error).contains("under which nothing can run", "broken"));
        assertThat(errors("- http: { id: well, get: /, under: other }\n- http: { id: other, get: / }\n"))
                .singleElement()
                .asString()
                .contains("'under' names 'other', under which nothing can run");
    }

    @Test
    void aFaultDoesNotWaitForThoseWhoWaitForIt() throws Exception {
        assertThat(errors("- http: { id: well, get: /, under: broken }\n"
                        + "- fault: { id: broken, needs: [well], inject: { " + SCRIPT + " } }\n"))
                .anySatisfy(error -> assertThat(error).contains("waits for its end"));
    }

    private List<String> errors(String checks) throws Exception {
        return PlanText.read(
                        folder, PlanText.around(checks), new HttpKind(), new FaultKind(new PlainSystems(), Map.of()))
                .errors()
                .stream()
                .map(Object::toString)
                .toList();
    }
}
