package io.prodgate.system;

import io.prodgate.evidence.Time;
import io.prodgate.plan.Durations;
import io.prodgate.plan.TerraformOutputs;
import io.prodgate.process.BoundedProcess;
import io.prodgate.process.CappedBytes;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Outputs of terraform: from a file with the JSON of {@code terraform output -json}, or by running that in a folder.
 * Only reads: {@code terraform output} changes nothing and takes no lock of its own.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/cli/commands/output">terraform output</a>
 */
public final class Terraform implements TerraformOutputs {
    /** Names the terraform binary to use instead of the one on {@code PATH}. */
    public static final String BINARY_VARIABLE = "PRODGATE_TERRAFORM";

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** What {@code terraform plan -detailed-exitcode} ends with if there are changes. */
    private static final int CHANGES = 2;

    private static final int MOST_BYTES = 10 << 20;
    private static final int MOST_ERROR_BYTES = 64 << 10;

    private final Map<String, String> environment;
    private final Duration timeout;
    private final Time time = Time.system();

    /**
     * Terraform as this environment has it.
     *
     * @param environment the process environment; terraform gets it too, since its backend's credentials are there
     */
    public Terraform(Map<String, String> environment) {
        this(environment, TIMEOUT);
    }

    Terraform(Map<String, String> environment, Duration timeout) {
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
    }

    @Override
    public Map<String, Output> read(Path source) throws UnavailableException {
        if (Files.isDirectory(source)) {
            return run(source);
        }
        if (!Files.exists(source)) {
            throw new UnavailableException("there is neither a file nor a folder " + source);
        }
        return TerraformJson.parse(file(source), source.toString());
    }

    /**
     * Which state of which infrastructure a folder has now, by {@code terraform state pull}. Of the state nothing else is read: it is
     * full of secrets.
     *
     * @throws UnavailableException with one sentence that names the cause
     * @see <a href="https://developer.hashicorp.com/terraform/cli/commands/state/pull">terraform state pull</a>
     */
    public TerraformState state(Path folder) throws UnavailableException {
        if (!Files.isDirectory(folder)) {
            throw new UnavailableException("only a folder of terraform has a state, and " + folder + " is none");
        }
        CappedBytes beginning = new CappedBytes(TerraformState.BEGINNING_BYTES);
        run(folder, beginning, List.of("state", "pull"));
        return TerraformState.read(beginning.bytes(), folder.toString());
    }

    /**
     * Makes sure that everything a folder describes is applied, by {@code terraform plan -detailed-exitcode}. It changes nothing; it takes
     * the state's lock for that moment, so that a lock of somebody who is at work is found.
     *
     * @throws UnavailableException with one sentence that names what is not applied, or why that is not known
     * @see <a href="https://developer.hashicorp.com/terraform/cli/commands/plan">terraform plan</a>
     */
    public void requireApplied(Path folder) throws UnavailableException {
        CappedBytes stdout = new CappedBytes(MOST_ERROR_BYTES);
        CappedBytes stderr = new CappedBytes(MOST_ERROR_BYTES);
        List<String> command = List.of(
                binary().toString(),
                "-chdir=" + folder.toAbsolutePath(),
                "plan",
                "-detailed-exitcode",
                "-refresh=false",
                "-input=false",
                "-lock-timeout=0s",
                "-no-color");
        int exitCode = finished(command, folder, stdout, stderr);
        if (exitCode == CHANGES) {
            throw new UnavailableException("not everything in " + folder
                    + " is applied: 'terraform plan' has changes; run 'terraform apply' there first");
        }
        if (exitCode != 0) {
            throw new UnavailableException(TerraformTrouble.explain(folder, "plan", exitCode, stderr.text()));
        }
    }

    private static byte[] file(Path source) throws UnavailableException {
        try (InputStream in = Files.newInputStream(source)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UnavailableException(source + " is larger than 10 MiB");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnavailableException(source + " cannot be read: " + e.getMessage());
        }
    }

    private Map<String, Output> run(Path folder) throws UnavailableException {
        CappedBytes stdout = new CappedBytes(MOST_BYTES);
        run(folder, stdout, List.of("output", "-json", "-no-color"));
        if (stdout.truncated()) {
            throw new UnavailableException("the outputs of " + folder + " are larger than 10 MiB");
        }
        return TerraformJson.parse(stdout.bytes(), "what terraform printed in " + folder);
    }

    private void run(Path folder, CappedBytes stdout, List<String> words) throws UnavailableException {
        List<String> command = new ArrayList<>(List.of(binary().toString(), "-chdir=" + folder.toAbsolutePath()));
        command.addAll(words);
        CappedBytes stderr = new CappedBytes(MOST_ERROR_BYTES);
        int exitCode = finished(command, folder, stdout, stderr);
        if (exitCode != 0) {
            throw new UnavailableException(TerraformTrouble.explain(folder, words.getFirst(), exitCode, stderr.text()));
        }
    }

    private int finished(List<String> command, Path folder, CappedBytes stdout, CappedBytes stderr)
            throws UnavailableException {
        BoundedProcess process = new BoundedProcess(environmentOfTerraform(), Optional.empty(), timeout, time);
        try {
            return switch (process.run(command, stdout, stderr)) {
                case BoundedProcess.End.Exited exited -> exited.code();
                case BoundedProcess.End.OutOfTime() ->
                    throw new UnavailableException("terraform did not answer within " + Durations.format(timeout)
                            + " in " + folder + "; its backend may not be reachable from here: try 'terraform -chdir="
                            + folder + " output'");
            };
        } catch (IOException e) {
            throw new UnavailableException("terraform cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while terraform ran");
        }
    }

    private Map<String, String> environmentOfTerraform() {
        Map<String, String> all = new HashMap<>(environment);
        // https://developer.hashicorp.com/terraform/cli/config/environment-variables: no prompts, no advice for people.
        all.put("TF_IN_AUTOMATION", "1");
        all.put("TF_INPUT", "0");
        return all;
    }

    private Path binary() throws UnavailableException {
        String named = environment.getOrDefault(BINARY_VARIABLE, "");
        if (!named.isBlank()) {
            Path path = Path.of(named);
            if (!Files.isExecutable(path)) {
                throw new UnavailableException(
                        BINARY_VARIABLE + " names " + named + ", and there is no program; correct it, or unset it");
            }
            return path.toAbsolutePath();
        }
        return onPath().orElseThrow(() ->
                new UnavailableException("terraform is not on the PATH; install it, name it in " + BINARY_VARIABLE
                        + ", or give a file with the JSON of 'terraform output -json' instead of a folder"));
    }

    private Optional<Path> onPath() {
        return List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "terraform"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }
}
