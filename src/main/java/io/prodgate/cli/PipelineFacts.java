package io.prodgate.cli;

import io.prodgate.journal.GateTerms;
import io.prodgate.plan.Plan;
import io.prodgate.plan.TerraformOutputs.UnavailableException;
import io.prodgate.run.Heads;
import io.prodgate.system.Terraform;
import io.prodgate.system.TerraformState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the pipeline around a run says of what was deployed, and of who is at work. */
final class PipelineFacts {
    /**
     * Where CIs say which commit a job is about: GitHub Actions, GitLab, Buildkite, CircleCI, Azure Pipelines, Jenkins, Bitbucket.
     */
    private static final List<String> REVISIONS = List.of(
            "GITHUB_SHA",
            "CI_COMMIT_SHA",
            "BUILDKITE_COMMIT",
            "CIRCLE_SHA1",
            "BUILD_SOURCEVERSION",
            "GIT_COMMIT",
            "BITBUCKET_COMMIT");

    /** Where they say who set a job going, and what they are called. */
    private static final List<Account> ACCOUNTS = List.of(
            new Account("GITHUB_TRIGGERING_ACTOR", "github-actions"),
            new Account("GITHUB_ACTOR", "github-actions"),
            new Account("GITLAB_USER_LOGIN", "gitlab"),
            new Account("BUILDKITE_UNBLOCKER", "buildkite"),
            new Account("BUILDKITE_BUILD_CREATOR", "buildkite"),
            new Account("CIRCLE_USERNAME", "circleci"),
            new Account("BUILD_REQUESTEDFOR", "azure-pipelines"),
            new Account("BUILD_USER_ID", "jenkins"));

    private static final List<String> JOBS =
            List.of("CI_JOB_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL", "BUILD_URL");

    private final Surroundings surroundings;

    PipelineFacts(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private record Account(String variable, String ci) {}

    /** The commit that the job is about. */
    Optional<String> revision() {
        return REVISIONS.stream()
                .flatMap(name -> surroundings.variable(name).stream())
                .findFirst();
    }

    /**
     * Who set the job going: {@code octocat (github-actions)}.
     *
     * @return empty outside a CI
     */
    Optional<String> account() {
        return accounts()
                .map(account -> surroundings.variable(account.variable()).orElseThrow() + " (" + account.ci() + ")")
                .findFirst();
    }

    /** The name of who set the job going. */
    Optional<String> person() {
        return accounts()
                .flatMap(account -> surroundings.variable(account.variable()).stream())
                .findFirst();
    }

    private Stream<Account> accounts() {
        return ACCOUNTS.stream()
                .filter(account -> surroundings.variable(account.variable()).isPresent());
    }

    /**
     * What a run of a plan is bound to.
     *
     * @param warning is told why the infrastructure's state is not known, where it should be
     */
    Heads.Pipeline of(Plan plan, Consumer<String> warning) {
        return new Heads.Pipeline(revision(), terraform(plan, warning), job());
    }

    /** Where the job can be seen: GitHub Actions, GitLab, Buildkite, CircleCI, Jenkins. */
    private Optional<URI> job() {
        Optional<String> github = surroundings
                .variable("GITHUB_RUN_ID")
                .flatMap(run -> surroundings
                        .variable("GITHUB_SERVER_URL")
                        .flatMap(server -> surroundings
                                .variable("GITHUB_REPOSITORY")
                                .map(repository -> server + "/" + repository + "/actions/runs/" + run)));
        return Stream.concat(github.stream(), JOBS.stream().flatMap(name -> surroundings.variable(name).stream()))
                .findFirst()
                .flatMap(PipelineFacts::url);
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(URI.create(text)).filter(url -> url.getHost() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<GateTerms.State> terraform(Plan plan, Consumer<String> warning) {
        return terraformFolder(plan).flatMap(folder -> {
            try {
                TerraformState state = new Terraform(surroundings.environment()).state(folder);
                return Optional.of(new GateTerms.State(state.lineage(), state.serial()));
            } catch (UnavailableException e) {
                warning.accept("the approval will not be bound to terraform's state: " + e.getMessage());
                return Optional.empty();
            }
        });
    }

    /** A file with outputs tells of no state. */
    static Optional<Path> terraformFolder(Plan plan) {
        return plan.production()
                .terraform()
                .map(source -> plan.file().toAbsolutePath().resolveSibling(source))
                .filter(Files::isDirectory);
    }
}
