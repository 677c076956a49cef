package io.prodgate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.prodgate.plan.TerraformOutputs.Output;
import io.prodgate.plan.TerraformOutputs.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerraformTest {
    private static final String OUTPUTS = """
        {"api_url": {"sensitive": false, "type": "string", "value": "https://api.example.com"},
         "key": {"sensitive": true, "type": "string", "value": "s3cr3t"},
         "replicas": {"sensitive": false, "type": "number", "value": 3},
         "ready": {"sensitive": false, "type": "bool", "value": true},
         "zones": {"sensitive": false, "type": ["list", "string"], "value": ["a", "b"]}}
        """;

    @TempDir
    private Path folder;

    @Test
    void reads_a_file_with_the_json_of_terraform_output() throws Exception {
        assertThat(read(OUTPUTS))
                .containsEntry("api_url", new Output("https://api.example.com", false))
                .containsEntry("key", new Output("s3cr3t", true))
                .containsEntry("replicas", new Output("3", false))
                .containsEntry("ready", new Output("true", false))
                .containsEntry("zones", new Output("[\"a\",\"b\"]", false));
    }

    @Test
    void reads_a_plain_map_too() throws Exception {
        assertThat(read("{\"api_url\": \"https://a.example\", \"n\": 1.5, \"gone\": null}"))
                .isEqualTo(Map.of("api_url", new Output("https://a.example", false), "n", new Output("1.5", false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense s3cr3t", "{\"key\": s3cr3t}", "[\"s3cr3t\"]", "{\"a\": 1, \"a\": 2}", "{} {}"})
    void refuses_what_is_not_a_map_of_outputs_without_quoting_it(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("terraform output -json")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void tells_a_state_file_from_outputs() {
        assertThatThrownBy(() -> read("{\"terraform_version\": \"1.9.0\", \"outputs\": {}}"))
                .hasMessageContaining("is a terraform state, not its outputs");
    }

    @Test
    void says_that_there_is_nothing() {
        Path missing = folder.resolve("infra");
        assertThatThrownBy(() -> new Terraform(Map.of()).read(missing))
                .hasMessage("there is neither a file nor a folder " + missing);
    }

    @Test
    void runs_terraform_in_a_folder_without_prompts_and_without_input() throws Exception {
        Terraform terraform = terraform("""
            [ "$1" = "-chdir=$HERE" ] && [ "$2 $3 $4" = "output -json -no-color" ] || exit 9
            cat > /dev/null
            printf '{"automation": "%s", "input": "%s", "own": "%s"}' "$TF_IN_AUTOMATION" "$TF_INPUT" "$OWN"
            """);
        assertThat(terraform.read(folder))
                .containsEntry("automation", new Output("1", false))
                .containsEntry("input", new Output("0", false))
                .containsEntry("own", new Output("mine", false));
    }

    @Test
    void finds_terraform_on_the_path() throws Exception {
        script("terraform", "echo '{\"a\": \"b\"}'");
        Terraform terraform = new Terraform(Map.of("PATH", "/nowhere:" + folder + ":/usr/bin:/bin"));
        assertThat(terraform.read(folder)).containsKey("a");
    }

    @Test
    void gives_no_outputs_when_terraform_has_none() throws Exception {
        assertThat(terraform("echo '{}'").read(folder)).isEmpty();
    }

    @Test
    void names_who_holds_the_lock() {
        assertTrouble(
                """
                cat >&2 <<'END'
                ╷
                │ Error: Error acquiring the state lock
                │ Lock Info:
                │   ID:        7e6f0d1c
                │   Who:       ci@runner-7
                ╵
                END
                exit 1
                """,
                "the state of " + folder
                        + " is locked by ci@runner-7, lock 7e6f0d1c; wait until the other terraform has ended,"
                        + " then run again");
    }

    @Test
    void asks_for_init() {
        assertTrouble(
                "echo 'Error: Backend initialization required, please run \"terraform init\"' >&2; exit 1",
                folder + " is not initialised; run: terraform -chdir=" + folder + " init");
    }

    @Test
    void tells_terraforms_own_reason_for_anything_else() {
        assertTrouble(
                "printf '\\033[31m╷\\n│ Error: No valid credential sources found\\n' >&2; exit 3",
                "'terraform output' failed in " + folder
                        + " with exit code 3: Error: No valid credential sources found");
        assertTrouble("exit 4", "'terraform output' failed in " + folder + " with exit code 4: it printed no reason");
    }

    @Test
    void explains_output_that_is_not_json() {
        assertThatThrownBy(() -> terraform("echo '[command]/usr/bin/terraform output'; echo '{}'")
                        .read(folder))
                .hasMessageContaining("is not JSON")
                .hasMessageContaining("terraform_wrapper: false");
    }

    @Test
    void refuses_output_without_end_size() {
        assertThatThrownBy(() -> terraform("head -c 11000000 /dev/zero").read(folder))
                .hasMessage("the outputs of " + folder + " are larger than 10 MiB");
    }

    @Test
    void gives_up_when_terraform_does_not_answer() throws Exception {
        script("terraform", "sleep 600");
        Terraform terraform = new Terraform(environment(), Duration.ofMillis(100));
        assertThatThrownBy(() -> terraform.read(folder))
                .hasMessageContaining("terraform did not answer within 100ms")
                .hasMessageContaining("backend may not be reachable");
    }

    @Test
    void leaves_no_process_behind_when_it_is_interrupted() throws Exception {
        Path pid = folder.resolve("pid");
        new ProcessBuilder("mkfifo", pid.toString()).start().waitFor();
        Terraform terraform = terraform("sleep 600 & echo $! > " + pid + "; wait");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread reader = Thread.ofVirtual().start(() -> thrown.set(catchThrowable(() -> terraform.read(folder))));

        // Blocks until the script has started its child.
        long child = Long.parseLong(Files.readString(pid).strip());
        Optional<ProcessHandle> handle = ProcessHandle.of(child);
        reader.interrupt();
        reader.join();

        assertThat(thrown.get()).isInstanceOf(UnavailableException.class).hasMessageContaining("interrupted");
        handle.ifPresent(process -> process.onExit().join());
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void tells_which_state_a_folder_has_without_reading_all_of_it() throws Exception {
        Terraform terraform = terraform("""
            [ "$2 $3" = "state pull" ] || exit 9
            printf '{"version": 4, "terraform_version": "1.9.0", "serial": 17, "lineage": "8a4c-11", "outputs": {"key": "'
            head -c 200000 /dev/zero | tr '\\0' x
            printf '"}}'
            """);
        assertThat(terraform.state(folder)).isEqualTo(new TerraformState("8a4c-11", 17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cr3t",
                "[]",
                "{}",
                "{\"serial\": 3}",
                "{\"lineage\": \"s3cr3t\"}",
                "{\"serial\": \"x\", \"lineage\": \"s3cr3t\"}",
                "{\"outputs\": {\"serial\": 1, \"lineage\": \"s3cr3t\"}}"
            })
    void a_state_without_lineage_and_serial_is_none(String text) {
        assertThatThrownBy(() -> terraform("printf '%s' '" + text + "'").state(folder))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("has no lineage and serial")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void a_state_that_cannot_be_pulled_is_told() throws Exception {
        assertThatThrownBy(() -> terraform("echo 'Error: No valid credential sources found' >&2; exit 1")
                        .state(folder))
                .hasMessage("'terraform state' failed in " + folder
                        + " with exit code 1: Error: No valid credential sources found");
        Path file = Files.writeString(folder.resolve("outputs.json"), "{}");
        assertThatThrownBy(() -> new Terraform(Map.of()).state(file)).hasMessageContaining("only a folder");
    }

    @Test
    void tells_whether_everything_is_applied() throws Exception {
        terraform("[ \"$2 $3 $4\" = 'plan -detailed-exitcode -refresh=false' ] || exit 9")
                .requireApplied(folder);
        assertThatThrownBy(() -> terraform("exit 2").requireApplied(folder))
                .hasMessageContaining("is applied: 'terraform plan' has changes");
        assertThatThrownBy(() -> terraform("echo 'Error: Error acquiring the state lock' >&2; exit 1")
                        .requireApplied(folder))
                .hasMessageContaining("is locked");
        assertThatThrownBy(() -> terraform("exit 1").requireApplied(folder))
                .hasMessageContaining("'terraform plan' failed");
    }

    @Test
    void says_how_to_get_terraform() {
        assertThatThrownBy(() -> new Terraform(Map.of("PATH", "/nowhere")).read(folder))
                .hasMessageContaining("terraform is not on the PATH")
                .hasMessageContaining("PRODGATE_TERRAFORM");
        assertThatThrownBy(() -> new Terraform(Map.of("PRODGATE_TERRAFORM", "/nowhere/tf")).read(folder))
                .hasMessageContaining("PRODGATE_TERRAFORM names /nowhere/tf, and there is no program");
    }

    @Test
    void a_program_that_cannot_be_started_is_told() throws Exception {
        Path broken = folder.resolve("terraform");
        Files.writeString(broken, "#!/nowhere/sh\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));
        assertThatThrownBy(() -> new Terraform(environment()).read(folder)).hasMessageContaining("cannot be started");
    }

    private Map<String, Output> read(String json) throws Exception {
        Path file = folder.resolve("outputs.json");
        Files.writeString(file, json);
        return new Terraform(Map.of()).read(file);
    }

    private void assertTrouble(String script, String message) {
        assertThatThrownBy(() -> terraform(script).read(folder)).hasMessage(message);
    }

    private Terraform terraform(String script) throws IOException {
        script("terraform", script);
        return new Terraform(environment());
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH",
                "/usr/bin:/bin",
                "PRODGATE_TERRAFORM",
                folder.resolve("terraform").toString(),
                "OWN",
                "mine",
                "HERE",
                folder.toString());
    }

    private void script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
