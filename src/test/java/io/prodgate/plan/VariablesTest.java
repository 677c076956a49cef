package io.prodgate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {
    @TempDir
    private Path folder;

    @Test
    void the_order_is_default_environment_file_and_set() {
        Path first = Plans.write(folder, "first.yaml", "b-c: file-1\nd: file-1\n");
        Path second = Plans.write(folder, "second.env", "# comment\n\nexport d=\"file-2\"\n");
        Map<String, String> environment =
                Map.of("PRODGATE_VAR_b_c", "env", "PRODGATE_VAR_e", "env", "PRODGATE_VAR_of_another_plan", "x");

        assertThat(value(environment, List.of(), Map.of())).isEqualTo("default-a env default-d env");
        assertThat(value(environment, List.of(first), Map.of())).isEqualTo("default-a file-1 file-1 env");
        assertThat(value(environment, List.of(first, second), Map.of())).isEqualTo("default-a file-1 file-2 env");
        assertThat(value(environment, List.of(first, second), Map.of("d", "set", "a", "${env.X}")))
                .isEqualTo("${env.X} file-1 set env");
    }

    @Test
    void a_default_that_was_overridden_is_not_looked_at() {
        Path plan = plan("vars: { a: '${env.NOT_SET}' }", "${var.a}");
        assertThat(errors(plan, List.of(), Map.of())).contains("NOT_SET is not set");
        assertThat(errors(plan, List.of(), Map.of("a", "x"))).isEmpty();
    }

    @Test
    void names_that_the_plan_does_not_declare_are_refused() {
        Path plan = plan("vars: { region: eu }", "${var.region}");
        Path file = Plans.write(folder, "vars.yaml", "regoin: us\n");
        assertThat(errors(plan, List.of(file), Map.of("rgion", "x"))).isEqualTo("""
                        plan.yaml:4:1: vars: --set gives 'rgion', which the plan does not declare (did you mean 'region'?)
                        vars.yaml:1:1: vars: the variable file sets 'regoin', which the plan does not declare (did you mean 'region'?)\
                        """);
        assertThat(errors(plan("", "x"), List.of(), Map.of("a", "x")))
                .isEqualTo(
                        "plan.yaml:1:1: vars: --set gives 'a', which the plan does not declare (declare it under 'vars:')");
    }

    @Test
    void broken_variable_files_are_explained() {
        Path plan = plan("vars: { a: x }", "${var.a}");
        assertThat(errors(plan, List.of(folder.resolve("missing")), Map.of()))
                .isEqualTo("missing:1:1: the variable file is not usable: there is no such file");
        assertThat(errors(plan, List.of(Plans.write(folder, "v1", "a=1\nb\n")), Map.of()))
                .isEqualTo("v1:2:1: expected NAME=VALUE (a comment begins with '#')");
        assertThat(errors(plan, List.of(Plans.write(folder, "v2", "a: [1]\n")), Map.of()))
                .isEqualTo("v2:1:4: a: a variable is a single text or number, not a list or a mapping");
        assertThat(errors(plan, List.of(Plans.write(folder, "v3", "- a\n")), Map.of()))
                .isEqualTo("v3:1:1: a variable file is a mapping 'name: value' or lines of NAME=VALUE");
        assertThat(errors(plan, List.of(Plans.write(folder, "v4", "# only a comment\n")), Map.of()))
                .isEmpty();
        assertThat(errors(plan, List.of(Plans.write(folder, "v5.json", "{\"a\": 5}")), Map.of()))
                .isEmpty();
    }

    private String value(Map<String, String> environment, List<Path> files, Map<String, String> set) {
        Path plan = plan(
                "vars: { a: default-a, b-c: default-b, d: default-d, e: }", "${var.a} ${var.b-c} ${var.d} ${var.e}");
        return Plans.good(plan, new PlanInputs(environment, set, files, Plans.TERRAFORM))
                .production()
                .name();
    }

    private static String errors(Path plan, List<Path> files, Map<String, String> set) {
        return Plans.errors(plan, Plans.inputs(set, files));
    }

    private Path plan(String vars, String name) {
        return Plans.write(folder, "plan.yaml", """
                version: 1
                production: { name: '%s', url: https://tickets.example.com }
                stages: [{ name: reachable, checks: [{ tls: }] }]
                %s
                """.formatted(name, vars));
    }
}
