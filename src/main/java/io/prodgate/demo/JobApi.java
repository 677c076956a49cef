package io.prodgate.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.evidence.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How far tickets have come; {@code ?ticket_id=…} finds the jobs of one, {@code ?wait=10s} answers when a job is through, or after
 * that long.
 */
final class JobApi {
    private static final Pattern WAIT = Pattern.compile("(\\d{1,4})s?");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Tenants tenants;
    private final JobQueue queue;

    JobApi(Tenants tenants, JobQueue queue) {
        this.tenants = tenants;
        this.queue = queue;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/v1/jobs", tenants.only(this::list)),
                Route.get("/api/v1/jobs/{job}", tenants.only(this::one)),
                Route.get("/api/v1/dead-letters", tenants.only(this::dead)),
                Route.post("/api/v1/dead-letters/replay", tenants.only(this::replay)));
    }

    private Answer list(Call call, Tenant tenant) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode jobs = json.putArray("jobs");
        Optional<String> ticket = call.parameter("ticket_id");
        queue.all().stream()
                .filter(job -> job.ticket().tenantId().equals(tenant.id()))
                .filter(job ->
                        ticket.isEmpty() || ticket.get().equals(job.ticket().ticketId()))
                .map(Job::json)
                .forEach(jobs::add);
        return Answer.json(200, json.put("total", jobs.size()));
    }

    /** The tickets whose note could not be written. */
    private Answer dead(Call call, Tenant tenant) {
        ObjectNode json = Json.mapper().createObjectNode();
        ArrayNode jobs = json.putArray("dead_letters");
        buried(call, tenant).map(Job::json).forEach(jobs::add);
        return Answer.json(200, json.put("total", jobs.size()));
    }

    /** {@code ?ticket_id=…} is tried once more. */
    private Answer replay(Call call, Tenant tenant) {
        Optional<Job> job = buried(call, tenant).findFirst();
        if (call.parameter("ticket_id").isEmpty() || job.isEmpty()) {
            return Answer.refusal(404, "no such dead letter");
        }
        queue.replay(job.get());
        return Answer.json(202, job.get().json());
    }

    private Stream<Job> buried(Call call, Tenant tenant) {
        Optional<String> ticket = call.parameter("ticket_id");
        return queue.all().stream()
                .filter(Job::isDead)
                .filter(job -> job.ticket().tenantId().equals(tenant.id()))
                .filter(job ->
                        ticket.isEmpty() || ticket.get().equals(job.ticket().ticketId()));
    }

    private Answer one(Call call, Tenant tenant) throws InterruptedException {
        Matcher wait = WAIT.matcher(call.parameter("wait").orElse("0s"));
        if (!wait.matches()) {
            return Answer.refusal(422, "wait is a number of seconds: 10s");
        }
        Optional<Job> job = queue.find(call.variable("job"));
        if (job.isEmpty()) {
            return Answer.refusal(404, "no such job");
        }
        if (!job.get().ticket().tenantId().equals(tenant.id())) {
            return Answer.refusal(403, "this job belongs to another tenant");
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        job.get().await(asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT);
        return Answer.json(200, job.get().json());
    }
}
