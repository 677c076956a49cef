package io.prodgate.plan;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be proven about which production.
 *
 * @param file where the plan was read from; relative paths in it are relative to its folder
 * @param sha256 of the file's bytes, lower-case hex
 * @param production the production under test
 * @param witnesses asked when production does not answer: is it production, or is it us?
 * @param budget how long the whole run may take
 * @param parallel how many checks of a stage run at the same time
 * @param secrets by name; what terraform marks as sensitive is here too, as {@code terraform.NAME}
 * @param systems the systems around production, by name
 * @param stages in the order they run
 * @param quarantine checks whose failures do not close the gate for a while
 * @param rules the plan's own diagnosis rules, bound by the diagnosis room's reader
 * @param gate what becomes of the verdict
 * @param recipients who is told of it
 * @param disruption how much may be done while production is disturbed on purpose
 * @param acceptance what people accept production by, and who signs
 */
public record Plan(
        Path file,
        String sha256,
        Production production,
        Witnesses witnesses,
        Duration budget,
        int parallel,
        Map<String, Secret> secrets,
        Map<String, SystemEntry> systems,
        List<Stage> stages,
        QuarantineList quarantine,
        Optional<PlanNode> rules,
        GateEntry gate,
        List<NotifyEntry> recipients,
        DisruptionCap disruption,
        Acceptance acceptance) {
    public Plan {
        secrets = ordered(secrets);
        systems = ordered(systems);
        stages = List.copyOf(stages);
        recipients = List.copyOf(recipients);
    }

    /** The same plan with these systems around production, and no others. */
    public Plan around(Map<String, SystemEntry> others) {
        return with(production, others);
    }

    /** The same plan for one of so many machines that ask production at the same time: each has its share of all limits. */
    public Plan sharedBy(int machines) {
        Map<String, SystemEntry> shared = new LinkedHashMap<>();
        systems.forEach((name, system) -> shared.put(
                name,
                new SystemEntry(
                        system.url(),
                        system.token(),
                        system.rateLimit().map(rate -> rate.sharedBy(machines)),
                        system.headers(),
                        system.cloud())));
        Production own = new Production(
                production.name(),
                production.url(),
                production.revision(),
                production.deployedAt(),
                production.rateLimit().map(rate -> rate.sharedBy(machines)),
                production.settle(),
                production.headers(),
                production.ca(),
                production.clientCertificate(),
                production.hosts(),
                production.terraform());
        return with(own, shared);
    }

    private Plan with(Production other, Map<String, SystemEntry> others) {
        return new Plan(
                file,
                sha256,
                other,
                witnesses,
                budget,
                parallel,
                secrets,
                others,
                stages,
                quarantine,
                rules,
                gate,
                recipients,
                disruption,
                acceptance);
    }

    /** The control hosts; empty if they are switched off. */
    public List<URI> controls() {
        return witnesses.controls();
    }

    // Map.copyOf forgets the order, and what is sent and shown has the order of the file.
    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * The production under test.
     *
     * @param name for reports
     * @param url where relative paths of checks go to
     * @param revision what must be live, if the plan says so
     * @param deployedAt when it was deployed, if the plan knows: {@code settle} counts from here, else from the run's start
     * @param rateLimit what production grants us; lowered when production says so
     * @param settle how long trouble may last after a deploy before it counts
     * @param headers sent with every request to production
     * @param ca PEM file with authorities to trust in addition
     * @param clientCertificate for mutual TLS
     * @param hosts further hosts that belong to production; requests to any other host are refused
     * @param terraform where terraform outputs came from, if used
     */
    public record Production(
            String name,
            URI url,
            Optional<String> revision,
            Optional<Instant> deployedAt,
            Optional<Rate> rateLimit,
            Duration settle,
            Map<String, Template> headers,
            Optional<Path> ca,
            Optional<ClientCertificate> clientCertificate,
            List<String> hosts,
            Optional<String> terraform) {
        public Production {
            headers = ordered(headers);
            hosts = List.copyOf(hosts);
        }
    }

    /**
     * What becomes of the verdict.
     *
     * @param approvalLasts for how long an approval counts
     * @param rollBack how people take the infrastructure back, in their words; shown where the gate stays closed
     * @param conditions who sees to what stands between a run and a plain approval
     */
    public record GateEntry(Duration approvalLasts, Optional<String> rollBack, ConditionTerms conditions) {
        /** Where the plan says nothing. */
        public static final GateEntry USUAL = new GateEntry(
                Duration.ofHours(4), Optional.empty(), new ConditionTerms(Optional.empty(), Optional.empty()));
    }

    /**
     * Who sees to a condition, where its check does not say.
     *
     * @param owner a person or a team
     * @param due until when, counted from the run's end
     */
    public record ConditionTerms(Optional<String> owner, Optional<Duration> due) {}

    /**
     * How much may be done while production is disturbed on purpose.
     *
     * @param jobs how many jobs may be made at most
     * @param tenants how many tenants may be touched at most; empty if that is not limited
     */
    public record DisruptionCap(int jobs, OptionalInt tenants) {
        /** Where the plan says nothing. */
        public static final DisruptionCap USUAL = new DisruptionCap(50, OptionalInt.empty());
    }

    /**
     * A client certificate.
     *
     * @param certificate PEM file with the chain
     * @param key PEM file with the PKCS#8 private key
     */
    public record ClientCertificate(Path certificate, Path key) {}

    /**
     * A system around production.
     *
     * @param url its base URL
     * @param token its credential, if it needs one
     * @param rateLimit what it grants us
     * @param headers sent with every request to it
     * @param cloud that it is the edition its vendor runs, where that differs from the one of one's own
     */
    public record SystemEntry(
            URI url,
            Optional<Template> token,
            Optional<Rate> rateLimit,
            Map<String, Template> headers,
            Optional<CloudEdition> cloud) {
        public SystemEntry {
            headers = ordered(headers);
        }

        /** A system of one's own. */
        public SystemEntry(URI url, Optional<Template> token, Optional<Rate> rateLimit, Map<String, Template> headers) {
            this(url, token, rateLimit, headers, Optional.empty());
        }
    }

    /**
     * The edition of a system that its vendor runs.
     *
     * @param refresh where its tokens come from; empty if the plan has one
     */
    public record CloudEdition(Optional<Refresh> refresh) {}

    /**
     * How tokens that last an hour are got by one that lasts (RFC 6749 section 6).
     *
     * @param url the base URL of who gives them: {@code https://accounts.zoho.eu}
     * @param clientId of the client that was registered there
     * @param clientSecret its secret
     * @param refreshToken the token that lasts
     */
    public record Refresh(URI url, Template clientId, Template clientSecret, Template refreshToken) {}

    /** A stage: its checks run in parallel, the next stage begins when all are done. */
    public record Stage(String name, List<CheckEntry> checks) {
        public Stage {
            checks = List.copyOf(checks);
        }
    }

    /**
     * What all kinds of checks share, and the rest as it was written.
     *
     * @param at where the check begins
     * @param id unique in the plan
     * @param kind the name of its kind
     * @param title for people, if given
     * @param stage the name of its stage
     * @param severity how much it hurts when it fails
     * @param required false: when it is not passed the verdict is at best approved with conditions
     * @param tags for selection
     * @param needs ids of checks that must have passed before
     * @param deadline how long the check may take, all attempts and waits together
     * @param runbook a link for who has to mend it
     * @param owner who has to mend it
     * @param under the check whose condition, such as a fault, has to be in place while this one runs
     * @param disruptive whether it disturbs production on purpose, and so is run only where that was allowed
     * @param criteria the ids of the acceptance criteria that it shows
     * @param own the kind's own keys
     */
    public record CheckEntry(
            Position at,
            String id,
            String kind,
            Optional<String> title,
            String stage,
            Severity severity,
            boolean required,
            List<String> tags,
            List<String> needs,
            Duration deadline,
            Optional<String> runbook,
            Optional<String> owner,
            Optional<String> under,
            boolean disruptive,
            List<String> criteria,
            PlanNode.Mapping own) {
        /** The keys that every kind of check has. */
        public static final List<String> COMMON_KEYS = List.of(
                "id",
                "title",
                "severity",
                "required",
                "tags",
                "needs",
                "deadline",
                "runbook",
                "owner",
                "under",
                "disruptive",
                "criteria");

        public CheckEntry {
            tags = List.copyOf(tags);
            needs = List.copyOf(needs);
            criteria = List.copyOf(criteria);
        }

        /** One of several checks that this entry stands for, or the entry with other needs. */
        public CheckEntry part(String id, Optional<String> title, List<String> tags, List<String> needs) {
            return new CheckEntry(
                    at,
                    id,
                    kind,
                    title,
                    stage,
                    severity,
                    required,
                    tags,
                    needs,
                    deadline,
                    runbook,
                    owner,
                    under,
                    disruptive,
                    criteria,
                    own);
        }

        /** The entry with a deadline that is no shorter than this. */
        public CheckEntry within(Duration atLeast) {
            Duration longer = deadline.compareTo(atLeast) >= 0 ? deadline : atLeast;
            return new CheckEntry(
                    at,
                    id,
                    kind,
                    title,
                    stage,
                    severity,
                    required,
                    tags,
                    needs,
                    longer,
                    runbook,
                    owner,
                    under,
                    disruptive,
                    criteria,
                    own);
        }
    }

    /**
     * Checks in quarantine.
     *
     * @param cap how many checks may be in quarantine at the same time
     * @param entries by check
     */
    public record QuarantineList(int cap, List<Quarantined> entries) {
        public QuarantineList {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A check whose failure does not close the gate until a day; it still runs and still shows.
     *
     * @param at where it stands
     * @param check the id of a check, or of an entry that stands for several
     * @param owner who mends it
     * @param reason why
     * @param until when it ends; from then on the check counts again
     */
    public record Quarantined(Position at, String check, String owner, String reason, Instant until) {}
}
