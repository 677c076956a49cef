package io.prodgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.notify.Line;
import io.prodgate.plan.Plan;
import io.prodgate.plan.TerraformOutputs.UnavailableException;
import io.prodgate.system.SystemException;
import io.prodgate.system.Terraform;
import io.prodgate.system.Visit;
import io.prodgate.traffic.HttpTraffic;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option without which a run begins whatever became of the jobs before it. */
public final class GreenOption {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    @Option(
            names = "--require-green",
            paramLabel = "JOB",
            split = ",",
            description = "Begin only if these jobs of the same commit ended with success (GitHub), and terraform is"
                    + " applied.")
    private List<String> jobs = List.of();

    /**
     * Makes sure that everything before is done.
     *
     * @throws CommandException if it is not, or is not known
     */
    void check(Surroundings surroundings, Plan plan, String runId) throws CommandException, InterruptedException {
        if (jobs.isEmpty()) {
            return;
        }
        Optional<Path> infrastructure = PipelineFacts.terraformFolder(plan);
        if (infrastructure.isPresent()) {
            try {
                new Terraform(surroundings.environment()).requireApplied(infrastructure.get());
            } catch (UnavailableException e) {
                throw refused(String.valueOf(e.getMessage()));
            }
        }
        String token = needed(surroundings, "GITHUB_TOKEN");
        String commit = plan.production()
                .revision()
                .or(new PipelineFacts(surroundings)::revision)
                .orElseThrow(() -> refused("no commit is known: neither the plan nor the CI says one"));
        URI api = URI.create(surroundings.variable("GITHUB_API_URL").orElse("https://api.github.com"));
        String commits = api + "/repos/" + needed(surroundings, "GITHUB_REPOSITORY") + "/commits/"
                + URLEncoder.encode(commit, StandardCharsets.UTF_8);
        Plan.SystemEntry github = new Plan.SystemEntry(api, Optional.empty(), Optional.empty(), Map.of());
        try (HttpTraffic traffic = Workplace.traffic(surroundings, plan.around(Map.of("github", github)), runId)) {
            Line line = new Line(url -> new Visit(
                    "github",
                    url,
                    List.of(),
                    Credential.NONE,
                    traffic,
                    new EvidenceLog(new Redactor(List.of(token))),
                    surroundings.time().now().plus(PATIENCE),
                    ANSWER));
            List<String> open = new ArrayList<>();
            for (String job : jobs) {
                state(line, commits, job, token).ifPresent(state -> open.add(job + " " + state));
            }
            if (!open.isEmpty()) {
                throw refused("not everything before is green: " + String.join(", ", open));
            }
        } catch (SystemException e) {
            throw refused("GitHub does not say whether the jobs before are green: " + e.getMessage());
        }
    }

    /**
     * What keeps a job from being green.
     *
     * @see <a href="https://docs.github.com/en/rest/checks/runs#list-check-runs-for-a-git-reference">check runs of a commit</a>
     */
    private static Optional<String> state(Line line, String commits, String job, String token)
            throws SystemException, InterruptedException {
        URI url = URI.create(commits + "/check-runs?filter=latest&per_page=100&check_name="
                + URLEncoder.encode(job, StandardCharsets.UTF_8));
        JsonNode runs = line.read(url, List.of(Map.entry("Authorization", "Bearer " + token)))
                .path("check_runs");
        if (runs.isEmpty()) {
            return Optional.of("was not run");
        }
        for (JsonNode run : runs) {
            String conclusion = run.path("conclusion").asText("");
            if (!run.path("status").asText().equals("completed")) {
                return Optional.of("is not finished");
            }
            if (!conclusion.equals("success")) {
                return Optional.of("ended with " + DisplayText.line(conclusion.isEmpty() ? "nothing" : conclusion));
            }
        }
        return Optional.empty();
    }

    private static String needed(Surroundings surroundings, String variable) throws CommandException {
        return surroundings
                .variable(variable)
                .orElseThrow(() -> refused(variable + " is not set: --require-green asks GitHub by it"));
    }

    private static CommandException refused(String why) {
        return CommandException.usage(why + "; nothing was run");
    }
}
