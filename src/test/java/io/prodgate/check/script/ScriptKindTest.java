package io.prodgate.check.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Check;
import io.prodgate.plan.PlanError;
import io.prodgate.process.Inherited;
import io.prodgate.testing.PlanText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptKindTest {
    @TempDir
    Path folder;

    @Test
    void aScriptIsToldAsItCanBeTypedWithoutSecrets() {
        Check check = check("""
                - script:
                    run: ./smoke.sh --fast "$REGION"
                    environment: { URL: '${production.url}', TOKEN: 'x ${secret.api}', ID: '${run.id}' }
                """);
        assertThat(check.preview().requests())
                .containsExactly(
                        "run URL=https://api.example.com/v1 TOKEN=*** ID='${run.id}' sh -c './smoke.sh --fast \"$REGION\"'");
        assertThat(check.preview().writes()).hasSize(1);
        assertThat(check.repeatable()).isFalse();
    }

    @Test
    void aCommandOfSeveralLinesIsToldInOne() {
        assertThat(check("- script:\n    run: |\n      echo 'a\\b'\n      true")
                        .preview()
                        .requests())
                .containsExactly("run sh -c $'echo \\'a\\\\b\\'\\ntrue\\n'");
    }

    @Test
    void aScriptThatOnlyReadsWritesNothingAndMayBeRepeated() {
        assertThat(check("- script: { run: [bats, --tap, a b], read-only: true }"))
                .satisfies(check -> assertThat(check.repeatable()).isTrue())
                .satisfies(check -> assertThat(check.preview().writes()).isEmpty())
                .satisfies(check -> assertThat(check.preview().requests()).containsExactly("run bats --tap 'a b'"));
        assertThat(check("- script: { run: x, repeat: true }"))
                .satisfies(check -> assertThat(check.repeatable()).isTrue())
                .satisfies(check -> assertThat(check.preview().writes()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { }                                                  | 'run' is missing
            { run: }                                             | expected a text
            { run: [] }                                          | there is nothing to run
            { run: ' ' }                                         | there is nothing to run
            { run: { a: b } }                                    | expected a text
            { run: 'curl -H ${secret.api}' }                     | a secret in a command can be seen by everybody
            { run: [./gone.sh] }                                 | there is no file './gone.sh'
            { run: [./plain.sh] }                                | './plain.sh' is not executable
            { run: [ls], shell: bash }                           | started without a shell
            { run: ls, working-directory: gone }                 | there is no folder 'gone'
            { run: ls, environment: { 1A: b } }                  | '1A' cannot be the name of a variable
            { run: ls, environment: { A: [b] } }                 | expected a text, found a list
            { run: ls, environment: { A: '${capture.x}' } }      | ${capture.x} has no value here
            { run: ls, inherit: ['A B'] }                        | 'A B' cannot be the name of a variable
            { run: ls, tests: tapp }                             | 'tapp' is not one of the words for this
            { run: ls, tests: { regex: '(' } }                   | the regular expression is not valid
            { run: ls, tests: { regex: 'a(?P<good>b)' } }        | the groups have to be named passed
            { run: ls, tests: { junit: } }                       | expected a text or a list of texts
            { run: ls, tests: { junit: 'a[' } }                  | 'a[' is no path and no pattern
            { run: ls, tests: { junit: a, ctrf: b } }            | the key 'ctrf' is not known here
            { run: ls, tests: exit-code, expect: { passed: 1 } } | there are no numbers of tests to expect
            { run: ls, expect: { passd: 1 } }                    | the key 'passd' is not known here
            { run: ls, expect: { passed: many } }                | 'many' cannot be compared with this value
            { run: ls, expect: 7 }                               | expected a mapping of what to count
            { run: ls, timeout: 5 }                              | expected a duration
            { run: ls, timout: 5s }                              | the key 'timout' is not known here
            """)
    void mistakesAreExplained(String own, String message) throws Exception {
        Files.writeString(folder.resolve("plain.sh"), "echo");
        assertThat(read("- script: " + own).errors())
                .extracting(PlanError::message)
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void variablesAreInheritedByNameAndSecretOnesAreKnownByTheirNames() {
        Map<String, String> ours = Map.of("AWS_REGION", "eu", "AWS_SECRET_ACCESS_KEY", "0123456789", "HOME", "/root");
        assertThat(new Inherited(List.of("AWS_*")).of(ours)).containsOnlyKeys("AWS_REGION", "AWS_SECRET_ACCESS_KEY");
        assertThat(Inherited.ALL.of(ours)).hasSize(3);
        assertThat(Inherited.NONE.of(ours)).isEmpty();
        assertThat(Inherited.secrets(ours)).containsExactly("0123456789");
        assertThat(Inherited.secrets(Map.of("TOKEN_FILE", "/var/run/token", "TOKEN", "short", "MONKEY", "chimpanzee")))
                .isEmpty();
    }

    private PlanText read(String check) {
        return PlanText.read(folder, PlanText.around(check), new ScriptKind(Map.of()));
    }

    private Check check(String text) {
        PlanText plan = read(text);
        assertThat(plan.errors()).isEmpty();
        return plan.checks().getFirst().check();
    }
}
