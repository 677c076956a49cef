package io.prodgate.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import io.prodgate.system.SystemException;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A repository of GitHub: a status on the commit, a status of the deployment, and one comment on each of its pull requests, which is
 * written anew in its place.
 *
 * @param name in the plan
 * @param audience how much is told
 * @param when of which verdicts, and whether of decisions
 * @param url {@code https://api.github.com}, or that of an Enterprise Server
 * @param token with the rights that are needed
 * @param repository {@code owner/name}
 * @param status the context of the commit's status; none if empty
 * @param deployment the deployment's id, if there is one
 * @param comment whether pull requests get a comment
 * @see <a href="https://docs.github.com/en/rest/commits/statuses">commit statuses</a>
 * @see <a href="https://docs.github.com/en/rest/deployments/statuses">deployment statuses</a>
 * @see <a href="https://docs.github.com/en/rest/issues/comments">comments</a>
 */
public record GitHub(
        String name,
        Audience audience,
        Occasions when,
        URI url,
        String token,
        String repository,
        Optional<String> status,
        Optional<String> deployment,
        boolean comment)
        implements Recipient {
    private static final int DESCRIPTION = 140;
    private static final int COMMENT = 60_000;
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 10;

    @Override
    public String toString() {
        return "GitHub " + repository;
    }

    @Override
    public boolean wants(Message message) {
        return when.include(message);
    }

    @Override
    public String tell(Message message, Line line) throws SystemException, InterruptedException {
        List<String> done = new ArrayList<>();
        Optional<String> commit =
                message.run().head().revision().filter(revision -> revision.matches("[0-9a-f]{40}|[0-9a-f]{64}"));
        if (status.isPresent() && commit.isPresent()) {
            line.send("POST", at("/statuses/" + commit.get()), headers(), statusBody(message, status.get()));
            done.add("status");
        }
        if (deployment.isPresent()) {
            line.send("POST", at("/deployments/" + deployment.get() + "/statuses"), headers(), deploymentBody(message));
            done.add("deployment status");
        }
        if (comment && commit.isPresent()) {
            for (JsonNode pull : line.read(at("/commits/" + commit.get() + "/pulls"), headers())) {
                comment(message, line, pull.path("number").asLong());
                done.add("comment on #" + pull.path("number").asLong());
            }
        }
        return done.isEmpty() ? "nothing to tell it of: the run has no commit" : String.join(", ", done);
    }

    private void comment(Message message, Line line, long pull) throws SystemException, InterruptedException {
        ObjectNode body = Json.mapper().createObjectNode().put("body", commentBody(message));
        String marker = marker(message);
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode comments =
                    line.read(at("/issues/" + pull + "/comments?per_page=" + PAGE + "&page=" + page), headers());
            for (JsonNode known : comments) {
                if (known.path("body").asText().startsWith(marker)) {
                    line.send("PATCH", at("/issues/comments/" + known.path("id").asLong()), headers(), body);
                    return;
                }
            }
            if (comments.size() < PAGE) {
                break;
            }
        }
        line.send("POST", at("/issues/" + pull + "/comments"), headers(), body);
    }

    private ObjectNode statusBody(Message message, String context) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("state", state(message))
                .put("context", context)
                .put("description", Texts.cut(message.headline(), DESCRIPTION));
        message.job().ifPresent(job -> body.put("target_url", job.toString()));
        return body;
    }

    private ObjectNode deploymentBody(Message message) {
        ObjectNode body = Json.mapper()
                .createObjectNode()
                .put("state", state(message))
                .put("description", Texts.cut(message.headline(), DESCRIPTION));
        message.job().ifPresent(job -> body.put("log_url", job.toString()));
        return body;
    }

    /** {@code error} says that the check itself could not be done, {@code failure} that it was, and what it found. */
    private static String state(Message message) {
        if (message.standing().gate() == Gate.OPEN) {
            return "success";
        }
        return message.judged().verdict() == Verdict.INCONCLUSIVE ? "error" : "failure";
    }

    private static String marker(Message message) {
        return "<!-- prodgate "
                + Texts.line(message.run().head().production(), 200).replace("--", "- -") + " -->";
    }

    static String commentBody(Message message) {
        StringBuilder body = new StringBuilder(marker(message))
                .append("\n### ")
                .append(escaped(message.headline()))
                .append("\n\n")
                .append(escaped(message.meaning()))
                .append('\n');
        String findings = Texts.lines(
                message.findings().stream().map(text -> "- " + escaped(text)).toList(), COMMENT / 2);
        if (!findings.isEmpty()) {
            body.append('\n').append(findings).append('\n');
        }
        message.next().forEach(next -> body.append('\n').append(escaped(next)).append("  "));
        message.job().ifPresent(job -> body.append("\n[the job](").append(job).append(")"));
        return Texts.cut(body.toString(), COMMENT);
    }

    /** Nothing from outside becomes markup, a mention or a reference. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            if ("\\`*_{}[]()<>#+!|~@&:".indexOf(point) >= 0) {
                escaped.append("&#").append(point).append(';');
            } else {
                escaped.appendCodePoint(point);
            }
        });
        return escaped.toString();
    }

    private URI at(String path) {
        return URI.create(url.toString().replaceAll("/+$", "") + "/repos/" + repository + path);
    }

    private List<Map.Entry<String, String>> headers() {
        return List.of(
                Map.entry("Authorization", "Bearer " + token),
                Map.entry("Accept", "application/vnd.github+json"),
                Map.entry("X-GitHub-Api-Version", "2022-11-28"));
    }
}
