package io.prodgate.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.plan.PlanError;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import io.prodgate.testing.AllKinds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a plan may do while it disturbs production. */
class CapsTest {
    @TempDir
    private Path folder;

    @Test
    void fiftyJobsAreFineAndOneMoreIsAMistake() throws Exception {
        assertThat(mistakes("", "", "{ times: 50 }")).isEmpty();
        assertThat(mistakes("", "", "{ times: 51 }"))
                .containsExactly(
                        "with it, the jobs that are made while production is disturbed come to 51, and the plan allows"
                                + " 50");
    }

    @Test
    void aPlanAllowsMoreOrFewer() throws Exception {
        assertThat(mistakes("disruption: { jobs: 60 }", "", "{ times: 60 }")).isEmpty();
        assertThat(mistakes("disruption: { jobs: 0 }", "", "{ times: 1 }"))
                .containsExactly("with it, the jobs that are made while production is disturbed come to 1, and the plan"
                        + " allows 0");
    }

    @Test
    void whatIsSentWhileNothingIsDisturbedDoesNotCount() throws Exception {
        assertThat(mistakes("disruption: { jobs: 1 }", "", "{ times: 1 }")).isEmpty();
    }

    @Test
    void whereTenantsAreLimitedAFaultNamesThem() throws Exception {
        assertThat(mistakes("disruption: { tenants: 1 }", "", "{ times: 1 }"))
                .containsExactly("it does not say which tenants it touches, and the plan allows 1");
        assertThat(mistakes("disruption: { tenants: 1 }", "tenants: [acme]", "{ times: 1 }"))
                .isEmpty();
        assertThat(mistakes("disruption: { tenants: 1 }", "tenants: [acme, globex]", "{ times: 1 }"))
                .containsExactly("with it, the tenants that are touched come to 2, and the plan allows 1");
    }

    @Test
    void whatRunsUnderAFaultKeepsToItsTenants() throws Exception {
        String items = "[{ tenant_id: acme }, { tenant_id: globex }]";

        assertThat(mistakes("", "tenants: [acme]", items))
                .containsExactly("it touches globex, and the fault that it runs under does not name them");
        assertThat(mistakes("", "tenants: [acme, globex]", items)).isEmpty();
        assertThat(mistakes("", "", items)).as("nobody says whose it is").isEmpty();
    }

    private List<String> mistakes(String cap, String tenants, String items) throws Exception {
        Path file = Files.writeString(folder.resolve("plan.yaml"), """
            version: 1
            production: { name: tickets, url: 'http://127.0.0.1:9' }
            %s
            stages:
              - name: faults
                checks:
                  - http: { id: steady, get: / }
                  - http: { id: order, post: /, expect: { status: 201 } }
                  - fault:
                      id: held
                      needs: [steady]
                      inject: { script: { make: a, undo: b, gone: c } }
                      %s
                  - journey:
                      id: many
                      under: held
                      for-each: %s
                      send: { post: /webhook, expect: { status: 202 } }
                      until: { get: /done, within: 5s, expect: { body: done } }
                      expect: { success: 100%% }
            """.formatted(cap, tenants, items));
        ReadPlan read = new PlanReader(new PlanInputs(Map.of(), Map.of(), List.of(), source -> Map.of())).read(file);
        PlanErrors errors = read.errors();
        new Kinds(AllKinds.in(Map.of())).bind(read.plan(), errors);
        return errors.all().stream().map(PlanError::message).toList();
    }
}
