package io.prodgate.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.Preview;
import io.prodgate.plan.PlanError;
import io.prodgate.plan.Severity;
import io.prodgate.testing.PlanText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsolationKindTest {
    private static final String GOOD = """
        - isolation:
            id: tenants
            tenants:
              acme:
                headers: { Authorization: 'Bearer ${secret.api}' }
                ids: [Ada Lovelace]
              globex:
                headers: { Authorization: 'Bearer ${secret.webhook}' }
                ids: [Grace Hopper]
            endpoints:
              - { get: /tickets/T-1, of: acme }
              - { put: /tickets/T-1, of: acme, json: { note: x } }
              - { get: /tickets, shared: true }
        """;

    private static final String DATABASE = """
        - isolation:
            tenants:
              acme: { key: '1' }
              globex: { key: '2' }
            database:
              url: jdbc:postgresql://db.example.com/tickets?sslmode=verify-full
              user: app
              password: ${secret.api}
              context: set_tenant_context
              try-writes: true
        """;

    @TempDir
    private Path folder;

    @Test
    void aPreviewListsEveryWriteWithWhoseCredentialItCarries() {
        BoundCheck check = PlanText.read(folder, PlanText.around(GOOD), new IsolationKind())
                .checks()
                .getFirst();
        Preview preview = check.check().preview();

        assertThat(preview.writes())
                .containsExactly(
                        "PUT https://api.example.com/v1/tickets/T-1 as globex (403)",
                        "PUT https://api.example.com/v1/tickets/T-1 as nobody (401 or 403)",
                        "PUT https://api.example.com/v1/tickets/T-1 as acme (2xx)");
        assertThat(preview.requests()).hasSize(9);
        assertThat(preview.load().production()).isEqualTo(9);
        assertThat(check.check().repeatable()).isFalse();
        assertThat(check.entry().severity()).isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "of: acme } | of: acm } | there is no tenant 'acm'",
                "shared: true | shared: false | whose data is it?",
                "shared: true | of: globex, shared: true | what is shared is nobody's own",
                "secret.webhook | secret.api | 'globex' has the same credential as 'acme'",
                "Grace Hopper | Ada Lovelace | 'Ada Lovelace' marks the data of 'globex' and of 'acme'",
                "Grace Hopper | GH | 'GH' is too short to be told from other text",
                "[Grace Hopper] | [] | nothing marks the data of 'globex'",
                "shared: true | of: acme | nothing shows that the credential of 'globex' is accepted anywhere",
                "id: tenants | id: tenants, severity: low | a leak between tenants is always critical",
                "id: tenants | id: tenants, required: false | a leak between tenants is never a mere condition",
                "json: { note: x } | expect: { status: 403 } | 'expect' has no place here",
                "json: { note: x } | header: { a: b } | 'header'"
            })
    void whatIsWrongIsToldBeforeARun(String right, String wrong, String message) {
        String plan = PlanText.around(GOOD)
                .replace(right, wrong.replace(", ", wrong.startsWith("id:") ? "\n          " : ", "));

        assertThat(PlanText.read(folder, plan, new IsolationKind()).errors())
                .as(plan)
                .extracting(PlanError::message)
                .anySatisfy(told -> assertThat(told).contains(message));
    }

    @Test
    void aDatabaseNeedsNoCredentialOfTheApi() {
        BoundCheck check = PlanText.read(folder, PlanText.around(DATABASE), new IsolationKind())
                .checks()
                .getFirst();

        assertThat(check.check().preview().requests())
                .containsExactly("rows of each tenant with the context of every other one, in"
                        + " jdbc:postgresql://db.example.com/tickets");
        assertThat(check.check().preview().writes())
                .containsExactly("rows of each tenant with the context of every other one, rolled back, in"
                        + " jdbc:postgresql://db.example.com/tickets");
        assertThat(check.check().repeatable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ key: '2' } | { ids: [Grace Hopper] } | nothing stands for 'globex' in the database",
                "{ key: '2' } | { key: '1' } | 'globex' has the same key as 'acme'",
                "jdbc:postgresql: | jdbc:mysql: | is no URL of PostgreSQL",
                "?sslmode=verify-full | ?password=x | a credential has no place in a URL",
                "db.example.com | app:x@db.example.com | a credential has no place in a URL",
                "${secret.api} | plain | a password has no place in a plan",
                "set_tenant_context | set_tenant_context('1'); DROP TABLE x | is neither a function nor a setting",
                "set_tenant_context | set_config | is neither a function nor a setting",
                "database: | base: | there is nothing to try"
            })
    void whatIsWrongWithADatabaseIsToldBeforeARun(String right, String wrong, String message) {
        String plan = PlanText.around(DATABASE).replace(right, wrong);

        assertThat(PlanText.read(folder, plan, new IsolationKind()).errors())
                .as(plan)
                .extracting(PlanError::message)
                .anySatisfy(told -> assertThat(told).contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ namespace: b } | { ids: [Grace Hopper] } | 'globex' has no namespace in Kubernetes",
                "{ namespace: b } | { namespace: ../b } | '../b' is no name of Kubernetes",
                "[secrets] | [Secrets] | 'Secrets' is no name of Kubernetes",
                "worker | --as=x | '--as=x' is no name of Kubernetes"
            })
    void whatIsWrongWithKubernetesIsToldBeforeARun(String right, String wrong, String message) {
        String plan = PlanText.around("""
            - isolation:
                tenants: { acme: { namespace: a }, globex: { namespace: b } }
                kubernetes: { service-account: worker, resources: [secrets] }
            """);

        assertThat(PlanText.read(folder, plan, new IsolationKind()).errors()).isEmpty();
        assertThat(PlanText.read(folder, plan.replace(right, wrong), new IsolationKind())
                        .errors())
                .extracting(PlanError::message)
                .anySatisfy(told -> assertThat(told).contains(message));
    }

    @Test
    void aLeakIsNotPutIntoQuarantine() {
        String plan = PlanText.around(GOOD) + """
            quarantine:
              checks:
                - { check: tenants, owner: me, reason: later, until: 2099-01-01 }
            """;

        assertThat(PlanText.read(folder, plan, new IsolationKind()).errors())
                .extracting(PlanError::message)
                .contains("a leak between tenants is not put into quarantine");
    }

    @Test
    void aCredentialThatGoesWithEveryRequestIsNobodysOwn() {
        String plan = PlanText.around(GOOD).replace("  revision:", "  headers: { authorization: x }\n  revision:");

        assertThat(PlanText.read(folder, plan, new IsolationKind()).errors())
                .extracting(PlanError::message)
                .containsAll(List.of(
                        "'Authorization' stands in production.headers as well, and would go with every request"));
    }
}
