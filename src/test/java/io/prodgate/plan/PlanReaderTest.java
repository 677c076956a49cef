package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanReaderTest {
    private static final String SMALL = """
        version: 1
        production: { name: tickets, url: https://tickets.example.com }
        stages: [{ name: reachable, checks: [{ tls: }] }]
        """;

    @TempDir
    private Path folder;

    @Test
    void reads_every_shared_key() {
        Plans.write(folder, "ca.pem", "-");
        Plan plan = good("""
            version: 1
            production:
              name: tickets
              url: ${terraform.api_url}
              revision: ${env.GITHUB_SHA}
              deployed-at: 2026-01-01T01:00:00+01:00
              rate-limit: 5/s
              settle: 1m30s
              headers: { X-Run: '${run.id}', Authorization: 'Bearer ${secret.api}' }
              ca: ca.pem
              client-certificate: { certificate: ca.pem, key: ca.pem }
              hosts: [Login.example.com]
              terraform: infra/
            controls: off
            budget: 1h
            parallel: 4
            secrets: { api: '${env.API_TOKEN}' }
            systems:
              servicedesk: { url: '${terraform.servicedesk_url}', token: '${secret.api}', rate-limit: 10/min }
            stages:
              - name: reachable
                checks:
                  - tls:
                  - http:
                      id: health
                      title: It answers
                      severity: critical
                      required: false
                      tags: [smoke, api]
                      needs: tls-1
                      deadline: 30s
                      runbook: https://wiki.example.com/health
                      owner: team-a
                      get: /health
            quarantine: { cap: 2, checks: [{ check: health, owner: me, reason: known, until: 2026-02-01 }] }
            rules: []
            """);

        assertThat(plan.production())
                .isEqualTo(new Plan.Production(
                        "tickets",
                        URI.create("https://api.example.com"),
                        Optional.of("9b1c4e2"),
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                        Optional.of(new Rate(5, Duration.ofSeconds(1))),
                        Duration.ofSeconds(90),
                        plan.production().headers(),
                        Optional.of(folder.resolve("ca.pem")),
                        Optional.of(new Plan.ClientCertificate(folder.resolve("ca.pem"), folder.resolve("ca.pem"))),
                        List.of("login.example.com"),
                        Optional.of("infra/")));
        assertThat(plan.production().headers().toString())
                .isEqualTo("{X-Run=${run.id}, Authorization=Bearer ${secret.api}}");
        assertThat(plan.controls()).isEmpty();
        assertThat(plan.budget()).isEqualTo(Duration.ofHours(1));
        assertThat(plan.parallel()).isEqualTo(4);
        assertThat(secret(plan, "api")).isEqualTo("s3cr3t-token");
        assertThat(plan.systems().values()).singleElement().satisfies(system -> {
            assertThat(system.url()).isEqualTo(URI.create("https://servicedesk.example.com"));
            assertThat(system.rateLimit()).contains(new Rate(10, Duration.ofMinutes(1)));
        });
        assertThat(plan.quarantine().cap()).isEqualTo(2);
        assertThat(plan.quarantine().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.check()).isEqualTo("health");
            assertThat(entry.owner()).isEqualTo("me");
            assertThat(entry.reason()).isEqualTo("known");
            assertThat(entry.until()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        });
        assertThat(plan.rules()).isPresent();
        Plan.CheckEntry health = plan.stages().getFirst().checks().get(1);
        assertThat(health.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(health.required()).isFalse();
        assertThat(health.tags()).containsExactly("smoke", "api");
        assertThat(health.needs()).containsExactly("tls-1");
        assertThat(health.deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(health.title()).contains("It answers");
        assertThat(health.runbook()).contains("https://wiki.example.com/health");
        assertThat(health.owner()).contains("team-a");
        assertThat(health.at().line()).isEqualTo(24);
        assertThat(health.own().entries()).extracting(PlanNode.Entry::key).containsExactly("get");
        assertThat(health.own().path()).isEqualTo("stages[0].checks[1].http");
    }

    @Test
    void reads_what_production_is_accepted_by_and_who_signs() {
        Plan plan = good("""
            version: 1
            production: { name: tickets, url: https://tickets.example.com }
            criteria:
              works: Tickets are worked on
              written: { text: A report is written, shown-by-report: true }
            sign-off: [Operations lead, Product manager]
            gate: { conditions: { owner: team-a, due: 5d } }
            stages: [{ name: reachable, checks: [{ tls: { criteria: works } }] }]
            """);

        assertThat(plan.acceptance())
                .isEqualTo(new Acceptance(
                        List.of(
                                new Acceptance.Criterion("works", "Tickets are worked on", false),
                                new Acceptance.Criterion("written", "A report is written", true)),
                        List.of("Operations lead", "Product manager")));
        assertThat(plan.gate().conditions())
                .isEqualTo(new Plan.ConditionTerms(Optional.of("team-a"), Optional.of(Duration.ofDays(5))));
        assertThat(plan.stages().getFirst().checks().getFirst().criteria()).containsExactly("works");
    }

    @Test
    void the_usual_criteria_count_if_a_check_refers_to_one_and_the_plan_declares_none() {
        assertThat(good(SMALL.replace("{ tls: }", "{ tls: { criteria: AC5 } }"))
                        .acceptance()
                        .criteria())
                .extracting(Acceptance.Criterion::id)
                .containsExactly("AC1", "AC2", "AC3", "AC4", "AC5", "AC6", "AC7");
        assertThat(good(SMALL).acceptance()).isEqualTo(Acceptance.NONE);
    }

    @Test
    void has_defaults_for_what_is_left_out() {
        Plan plan = good(SMALL);
        assertThat(plan.controls())
                .containsExactly(URI.create("https://api.github.com"), URI.create("https://www.example.com"));
        assertThat(plan.budget()).isEqualTo(Duration.ofMinutes(30));
        assertThat(plan.parallel()).isEqualTo(16);
        assertThat(plan.production().settle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(plan.quarantine()).isEqualTo(new Plan.QuarantineList(5, List.of()));
        Plan.CheckEntry check = plan.stages().getFirst().checks().getFirst();
        assertThat(check.id()).isEqualTo("tls-1");
        assertThat(check.severity()).isEqualTo(Severity.HIGH);
        assertThat(check.required()).isTrue();
        assertThat(check.deadline()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void reads_who_else_is_asked() {
        Plan plan = good(SMALL + """
            controls: [https://status.example.org]
            secrets: { api: s3cr3t-token }
            vantage-points:
              - { name: frankfurt, proxy: 'http://proxy.example.org:3128', credentials: 'me:${secret.api}' }
              - name: uptime
                probe: https://probe.example.org/reachable
                token: ${secret.api}
                reached: '"up": *true'
                not-reached: '"up": *false'
            name-servers: [9.9.9.9, '192.0.2.53:5353', '[2001:db8::53]:5353', '2001:db8::53']
            """);
        assertThat(plan.witnesses().controls()).containsExactly(URI.create("https://status.example.org"));
        assertThat(plan.witnesses().vantagePoints()).hasSize(2);
        assertThat(plan.witnesses().vantagePoints().getFirst())
                .isInstanceOfSatisfying(Witnesses.ProxyPoint.class, proxy -> {
                    assertThat(proxy.name()).isEqualTo("frankfurt");
                    assertThat(proxy.url()).isEqualTo(URI.create("http://proxy.example.org:3128"));
                    assertThat(proxy.credentials().map(Template::toString)).contains("me:${secret.api}");
                });
        assertThat(plan.witnesses().vantagePoints().getLast())
                .isInstanceOfSatisfying(Witnesses.ProbePoint.class, probe -> {
                    assertThat(probe.token().map(Template::toString)).contains("${secret.api}");
                    assertThat(probe.reached().find("{\"up\": true}")).contains(true);
                    assertThat(probe.notReached().find("{\"up\": true}")).contains(false);
                });
        assertThat(plan.witnesses().nameServers().orElseThrow())
                .extracting(Object::toString)
                .containsExactly("9.9.9.9", "192.0.2.53:5353", "[2001:db8::53]:5353", "2001:db8::53");
    }

    @Test
    void does_not_ask_production_itself_about_production() {
        Plan plan = good(SMALL.replaceFirst("url: \\S+", "url: https://www.example.com"));
        assertThat(plan.controls()).containsExactly(URI.create("https://api.github.com"));
    }

    @Test
    void asks_the_zones_own_name_servers_unless_it_must_not() {
        assertThat(good(SMALL).witnesses().nameServers()).contains(List.of());
        assertThat(good(SMALL + "name-servers: off\n").witnesses().nameServers())
                .isEmpty();
    }

    @Test
    void numbers_checks_without_an_id_per_kind_and_steps_aside_for_written_ids() {
        Plan plan = good("""
            version: 1
            production: { name: tickets, url: https://tickets.example.com }
            stages:
              - { name: a, checks: [{ http: { x: 1 } }, { http: { id: http-3 } }] }
              - { name: b, checks: [{ tls: }, { http: }, { http: }] }
            """);
        assertThat(plan.stages().stream()
                        .flatMap(stage -> stage.checks().stream())
                        .map(Plan.CheckEntry::id))
                .containsExactly("http-1", "http-3", "tls-1", "http-4", "http-5");
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_do_no_harm() {
        assertThat(good("\uFEFF" + SMALL.replace("\n", "\r\n")).production().name())
                .isEqualTo("tickets");
    }

    @Test
    void a_system_may_be_the_edition_that_its_vendor_runs() {
        Plan plan = good(SMALL + """
            secrets: { api: '${env.API_TOKEN}' }
            systems:
              servicedesk:
                url: https://servicedesk.example.com/app/itdesk
                edition: cloud
                refresh:
                  url: https://accounts.zoho.eu
                  client-id: 1000.CLIENT
                  client-secret: '${secret.api}'
                  refresh-token: 1000.${secret.api}
              other: { url: https://other.example.com, edition: on-premises }
              third: { url: https://third.example.com, edition: cloud, token: t }
            """);

        assertThat(Objects.requireNonNull(plan.systems().get("servicedesk"))
                        .cloud()
                        .orElseThrow()
                        .refresh())
                .hasValueSatisfying(refresh -> {
                    assertThat(refresh.url()).isEqualTo(URI.create("https://accounts.zoho.eu"));
                    assertThat(refresh.clientId().text()).contains("1000.CLIENT");
                    assertThat(refresh.refreshToken().references()).hasSize(1);
                });
        assertThat(Objects.requireNonNull(plan.systems().get("other")).cloud()).isEmpty();
        assertThat(Objects.requireNonNull(plan.systems().get("third"))
                        .cloud()
                        .orElseThrow()
                        .refresh())
                .isEmpty();
    }

    @Test
    void an_empty_section_is_as_good_as_none() {
        Plan plan = good(SMALL + "vars:\nsecrets:\nsystems:\nquarantine:\n");
        assertThat(plan.secrets()).isEmpty();
        assertThat(plan.systems()).isEmpty();
    }

    @Test
    void files_that_are_no_text_are_refused() throws Exception {
        assertThat(errors(Files.write(folder.resolve("a"), new byte[] {'a', (byte) 0xFF})))
                .isEqualTo("a:1:1: the file is not valid UTF-8; save it as UTF-8");
        assertThat(errors(Files.write(folder.resolve("b"), "version".getBytes(StandardCharsets.UTF_16))))
                .isEqualTo("b:1:1: the file is UTF-16, not UTF-8; save it as UTF-8");
        assertThat(errors(Files.write(folder.resolve("c"), "a:\n  \0".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("c:2:3: the character U+0000 is not allowed in YAML");
        assertThat(errors(folder.resolve("d")))
                .isEqualTo("d:1:1: there is no such file ('prodgate init' writes a first plan)");
        assertThat(errors(Files.createDirectory(folder.resolve("e")))).isEqualTo("e:1:1: this is a folder, not a file");
        assertThat(errors(Path.of("/dev/zero"))).isEqualTo("zero:1:1: the file is larger than 1 MiB");
    }

    @Test
    void a_plan_that_cannot_be_read_at_all_throws_and_tells_every_mistake_in_its_message() {
        assertThatThrownBy(() -> Plans.read(folder.resolve("missing.yaml"), Plans.inputs()))
                .isInstanceOf(PlanException.class)
                .hasMessageContaining("missing.yaml:1:1: there is no such file");
    }

    @Test
    void hostile_texts_are_refused_before_they_grow() {
        assertThat(errors("#".repeat(SourceText.MOST_BYTES + 1))).contains("the file is larger than 1 MiB");
        assertThat(errors("[".repeat(100_000))).contains("nested more than 50 levels deep");
        assertThat(errors("- ".repeat(100_000))).contains("nested more than 50 levels deep");
        assertThat(errors(billionLaughs()))
                .contains("the plan has more than 300000 values once its aliases are written out");
        assertThat(errors("a: &a x\nb: [" + "*a,".repeat(20_001) + "]")).contains("more than 20000 aliases");
    }

    @Test
    void variables_cannot_double_each_other_without_end() {
        StringBuilder plan = new StringBuilder(SMALL + "vars:\n  v0: abc\n");
        for (int i = 1; i < 40; i++) {
            plan.append("  v%d: '${var.v%d}${var.v%d}'%n".formatted(i, i - 1, i - 1));
        }
        assertThat(errors(plan.toString())).contains("too much text once all references are filled in");
    }

    @Test
    void more_checks_than_the_limit_are_refused() {
        String checks = "{ tls: },".repeat(StagesSection.MOST_CHECKS);
        String plan = SMALL.replace("{ tls: }", checks + "%s");
        assertThat(errors(plan.formatted(""))).isEmpty();
        assertThat(errors(plan.formatted("{ tls: }"))).contains("the plan has 10001 checks, and 10000 is the most");
    }

    @Test
    void text_from_outside_is_not_looked_through_for_references() {
        Plan plan = good(SMALL.replace("name: tickets", "name: '${env.DOLLARS} and $${env.API_TOKEN}'"));
        assertThat(plan.production().name()).isEqualTo("${env.API_TOKEN} and ${env.API_TOKEN}");
    }

    @Test
    void fallbacks_stand_in_for_what_is_missing_or_empty() {
        assertThat(name("${env.NOT_SET:-a b}")).isEqualTo("a b");
        assertThat(name("x${env.NOT_SET:-}")).isEqualTo("x");
        assertThat(name("${env.EMPTY:-b}")).isEqualTo("b");
        assertThat(name("${env.GITHUB_SHA:-b}")).isEqualTo("9b1c4e2");
        assertThat(name("${production.revision:-none}")).isEqualTo("none");
    }

    @Test
    void a_file_is_read_relative_to_the_plan() {
        Plans.write(folder, "name.txt", "from ${env.X} a file");
        assertThat(name("${file.name.txt}")).isEqualTo("from ${env.X} a file");
    }

    @Test
    void production_can_be_referred_to() {
        Plan plan = good(SMALL.replace(
                "[{ tls: }]", "[{ http: { a: '${production.url}', b: '${production.name}-${run.id}' } }]"));
        assertThat(own(plan)).containsExactly("https://tickets.example.com", "tickets-${run.id}");
    }

    @Test
    void a_sensitive_terraform_output_becomes_a_secret() {
        String text = SMALL.replace(
                        "name: tickets", "name: tickets, terraform: infra, headers: { K: '${terraform.api_key}' }")
                + "secrets: { key: '${terraform.api_key}' }\n";
        Plan plan = good(text);
        assertThat(plan.production().headers().get("K")).hasToString("${secret.terraform.api_key}");
        assertThat(secret(plan, "terraform.api_key")).isEqualTo("s3cr3t-output");
        assertThat(secret(plan, "key")).isEqualTo("s3cr3t-output");
        assertThat(plan.toString()).doesNotContain("s3cr3t");
        assertThat(errors(text.replace("name: tickets", "name: '${terraform.api_key}'")))
                .contains("terraform marks this output as sensitive")
                .doesNotContain("s3cr3t");
    }

    @Test
    void terraform_that_cannot_be_read_is_told_once_where_it_is_named() {
        TerraformOutputs locked = source -> {
            throw new TerraformOutputs.UnavailableException("the state is locked");
        };
        Path file = Plans.write(
                folder,
                "plan.yaml",
                SMALL.replace("name: tickets", "name: '${terraform.a}${terraform.b}', terraform: infra"));
        assertThat(Plans.errors(file, new PlanInputs(Map.of(), Map.of(), List.of(), locked)))
                .isEqualTo("plan.yaml:2:64: production.terraform: terraform's outputs cannot be read: the state is"
                        + " locked");
        assertThat(errors(SMALL.replace("name: tickets", "name: '${terraform.a}'")))
                .contains("the plan does not say where terraform's outputs are");
    }

    @Test
    void terraform_is_not_asked_when_nothing_refers_to_it() {
        TerraformOutputs never = source -> {
            throw new AssertionError("asked for " + source);
        };
        Path file = Plans.write(folder, "plan.yaml", SMALL.replace("name: tickets", "name: tickets, terraform: infra"));
        assertThat(Plans.errors(file, new PlanInputs(Map.of(), Map.of(), List.of(), never)))
                .isEmpty();
    }

    @Test
    void a_secret_from_a_file_is_taken_without_the_line_break_at_its_end() {
        Plans.write(folder, "token", "s3cr3t\r\n");
        Plan plan = good(SMALL + "secrets: { token: '${file.token}' }\n");
        assertThat(secret(plan, "token")).isEqualTo("s3cr3t");
    }

    @Test
    void secrets_show_in_no_mistake() {
        String plan = SMALL.replace("tls:", "http: { deadline: '${env.SAME_TOKEN}', needs: 'x${env.SAME_TOKEN}' }")
                + "secrets: { a: '${env.API_TOKEN}', b: ' ${env.API_TOKEN} ' }\n";
        assertThat(errors(plan))
                .contains("there is no check with the id 'x***'", "the secret 'b' begins or ends with white space")
                .doesNotContain("s3cr3t");
    }

    @Test
    void the_source_of_a_secret_cannot_be_used_past_it() {
        assertThat(errors(SMALL.replace("tls:", "http: { a: 'Bearer ${env.API_TOKEN}' }")
                        + "secrets: { api: '${env.API_TOKEN}' }\n"))
                .isEqualTo(
                        "plan.yaml:3:51: stages[0].checks[0].http.a: ${env.API_TOKEN} is where the secret 'api' comes"
                                + " from, and would show here (write ${secret.api})");
    }

    @Test
    void a_quarantine_that_has_ended_does_not_count_against_the_cap() {
        assertThat(errors(SMALL
                        + "quarantine: { cap: 0, checks: [{ check: tls-1, owner: a, reason: b, until: 2026-01-01 }] }"))
                .isEmpty();
    }

    private String name(String text) {
        return good(SMALL.replace("name: tickets", "name: '" + text + "'"))
                .production()
                .name();
    }

    private static String secret(Plan plan, String name) {
        return Optional.ofNullable(plan.secrets().get(name)).orElseThrow().reveal();
    }

    private static List<String> own(Plan plan) {
        return plan.stages().getFirst().checks().getFirst().own().entries().stream()
                .map(entry -> ((PlanNode.Scalar) entry.value()).template().toString())
                .toList();
    }

    private Plan good(String text) {
        return Plans.good(Plans.write(folder, "plan.yaml", text), Plans.inputs());
    }

    private String errors(String text) {
        return errors(Plans.write(folder, "plan.yaml", text));
    }

    private static String errors(Path file) {
        return Plans.errors(file, Plans.inputs());
    }

    private static String billionLaughs() {
        StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 20; i++) {
            String aliases = ("*a" + (i - 1) + ",").repeat(9);
            text.append("a%d: &a%d [%s]%n".formatted(i, i, aliases));
        }
        return text.toString();
    }
}
