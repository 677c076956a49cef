package io.prodgate.testing;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.check.Kinds;
import io.prodgate.plan.PlanError;
import io.prodgate.plan.PlanException;
import io.prodgate.plan.PlanInputs;
import io.prodgate.plan.PlanReader;
import io.prodgate.plan.ReadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A plan with one check, read and bound as a user's plan would be. */
public record PlanText(List<BoundCheck> checks, List<PlanError> errors) {
    /**
     * Reads a plan from its text.
     *
     * @param folder where the plan's file is written to
     */
    public static PlanText read(Path folder, String yaml, CheckKind... kinds) {
        Path file = folder.resolve("prodgate.yaml");
        try {
            Files.writeString(file, yaml);
            PlanInputs inputs = new PlanInputs(Map.of("VERSION", "1.10"), Map.of(), List.of(), source -> Map.of());
            ReadPlan read = new PlanReader(inputs).read(file);
            List<BoundCheck> checks = new Kinds(List.of(kinds)).bind(read.plan(), read.errors());
            return new PlanText(checks, read.errors().all());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PlanException e) {
            return new PlanText(List.of(), e.errors());
        }
    }

    /** A plan for {@code https://api.example.com/v1} around the checks of its only stage, each line as it is written there. */
    public static String around(String checks) {
        return """
            version: 1
            production:
              name: tickets
              url: https://api.example.com/v1
              revision: 9b1c4e2
              hosts: [static.example.com]
            secrets:
              api: token-of-ours
              webhook: shared-secret
            stages:
              - name: only
                checks:
            """ + checks.indent(6) + """
            systems:
              servicedesk: { url: https://servicedesk.example.com, token: '${secret.api}' }
              prometheus: { url: https://prometheus.example.com }
              alertmanager: { url: https://alertmanager.example.com }
              jaeger: { url: https://jaeger.example.com }
              grafana: { url: https://grafana.example.com }
              slack: { url: https://slack.example.com/api, token: '${secret.api}' }
              pagerduty: { url: https://pagerduty.example.com, token: '${secret.api}' }
              toxiproxy: { url: http://toxiproxy.example.com:8474 }
              loki: { url: https://loki.example.com, headers: { X-Scope-OrgID: acme } }
            """;
    }
}
