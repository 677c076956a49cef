package io.prodgate.demo;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways in which the demo platform can behave, each with the verdict that the demo plan must end in. */
@SuppressWarnings("ImmutableEnumChecker") // Its fields are records of immutable values, which the checker cannot see.
public enum Scenario {
    HEALTHY("everything works", Ending.approved(), Behaviour.sound()),

    RATE_LIMITED(
            "grants 5 requests a second where the plan was promised 30, and answers 429 beyond that",
            Ending.approved(),
            Behaviour.sound().granting(Policy.perSecond("default", 5))),

    TWO_POLICIES(
            "grants 8 requests in any second and 1,000 a day, of which 200 are left, and tells both with every answer",
            Ending.approved(),
            Behaviour.sound().granting(Policy.perSecond("burst", 8), Policy.perDay("daily", 1000, 200))),

    KNOWLEDGE_BASE_SLOW(
            "has a knowledge base that answers later than anybody waits for it; notes say that their context is"
                    + " partial",
            Ending.approved(),
            Behaviour.sound()
                    .working(Habit.searching(Faults.SLOW))
                    .planned("less than 400 ms", "less than 5 s")
                    .planned("expect: < 400ms", "expect: < 5s")
                    .planned("what the knowledge base advises", "that it has partial context")
                    .planned("~ KB-101", "~ partial context")),

    OUTAGE_AT_DEPLOY(
            "answers 503 for a second, as after a deploy, and recovers within the settle window",
            Ending.approved().after("infrastructure"),
            Behaviour.sound().behind(time -> new OutageEdge(Duration.ofSeconds(1), time))),

    FLAKY(
            "the list of tickets is empty on the first call, and right from then on",
            new Ending("approved-with-conditions", 0, Optional.of("production")),
            Behaviour.sound().behind(time -> new StaleReadEdge())),

    INTERMITTENT_500(
            "long after the deploy, answers the first call for each ticket with 500, and rightly from then on",
            new Ending("approved-with-conditions", 0, Optional.of("production")),
            Behaviour.sound().behind(time -> new FirstCallFailsEdge()).planned("settle: 4s", "settle: 0s")),

    DOWN(
            "refuses every connection for as long as the run takes, while the control host answers",
            Ending.notApproved(),
            Behaviour.sound().gone()),

    /** By RFC 6761 section 6.4 no name below {@code invalid} is ever found. */
    DNS_GONE(
            "its name is gone: its zone's own name server says so, while the control host answers",
            Ending.notApproved(),
            Behaviour.sound().called("tickets." + NameServer.ZONE)),

    EXPIRED_CERTIFICATE(
            "shows a certificate that ended in 2021",
            Ending.notApproved(),
            Behaviour.sound().showing(ServerCertificate.EXPIRED)),

    WRONG_ANSWER(
            "the release before is still live, and the API's paths answer with the frontend's HTML page",
            Ending.notApproved(),
            Behaviour.sound().behind(time -> new WrongReleaseEdge())),

    TICKET_LOST(
            "takes every ticket with 202, but the worker loses those about databases: they never get a note",
            Ending.notApproved(),
            Behaviour.sound().working(Habit.losing("database"))),

    DUPLICATE_NOTE(
            "works tickets about access off twice: they get the same note two times",
            Ending.notApproved(),
            Behaviour.sound().working(Habit.doubling("access"))),

    SLOW_WORKER(
            "has each ticket in hand for six seconds, one after the other: notes come later than users are promised",
            Ending.notApproved(),
            Behaviour.sound().working(Habit.slow(Duration.ofSeconds(6)))),

    LEAKY_TENANT(
            "gives a tenant who asks for another tenant's ticket what it asks for",
            Ending.notApproved(),
            Behaviour.sound().behind(time -> new LeakyTenantEdge())),

    LEAKY_POOL(
            "reads a tenant's list with the context that the tenant before has left on the database connection",
            Ending.notApproved(),
            Behaviour.sound().behind(time -> new LeakyPoolEdge())),

    SIGNATURE_IGNORED(
            "takes every webhook, whoever signed it, or nobody",
            Ending.notApproved(),
            Behaviour.sound().behind(time -> new SignatureIgnoredEdge())),

    SERVICEDESK_DOWN(
            "takes every ticket, but its worker cannot reach the ServiceDesk: each becomes a dead letter",
            Ending.notApproved(),
            Behaviour.sound().working(Habit.cutOffFromNotes())),

    NO_DEAD_LETTER(
            "forgets tickets whose note cannot be written; shows itself only when the ServiceDesk is taken away",
            Ending.notApproved(),
            Behaviour.sound().working(Habit.forgetting())),

    SLOW_SEARCH(
            "takes 450 ms to find an article: no user is late by that yet, but the worker's numbers show it",
            Ending.notApproved(),
            Behaviour.sound().working(Habit.searching(Duration.ofMillis(450)))),

    TARGET_DOWN(
            "works, but its knowledge base cannot be scraped: Prometheus says that it is down",
            Ending.notApproved(),
            Behaviour.sound().watched(Watch.sound().withoutTarget("knowledge-base"))),

    DASHBOARD_EMPTY(
            "has a dashboard that asks for the queue by the name it had before: it stays empty",
            Ending.notApproved(),
            Behaviour.sound().watched(Watch.sound().throughOldDashboards())),

    UNMARKED_TRAFFIC(
            "counts requests of tests as those of users",
            Ending.notApproved(),
            Behaviour.sound().watched(Watch.sound().takingTestsForUsers())),

    TRACES_MISSING(
            "enhances every ticket, but its spans go nowhere: Jaeger has no trace of any",
            Ending.notApproved(),
            Behaviour.sound().watched(Watch.sound().tracing(Sampling.NONE))),

    SILENT_ALERT(
            "sends alerts that should wake somebody to a receiver by which nobody is told",
            Ending.notApproved(),
            Behaviour.sound().watched(Watch.sound().ringing(Ringing.CUT_OFF))),

    SIGN_UP_DISABLED(
            "signs nobody up: somebody has switched anonymous sign-up off",
            Ending.notApproved(),
            Behaviour.sound().behind(time -> SignUpEdge.closed())),

    BOT_CHALLENGE(
            "a bot wall in front answers every request with 403 and a challenge page",
            Ending.inconclusive("configuration"),
            Behaviour.sound().behind(time -> new BotChallengeEdge(403, 0))),

    CHALLENGE_ON_429(
            "a bot wall in front lets ten requests pass and answers all further ones with 429, a challenge page and"
                    + " Retry-After",
            Ending.inconclusive("configuration"),
            Behaviour.sound().behind(time -> new BotChallengeEdge(429, 10))),

    DAILY_QUOTA(
            "grants 1,000 requests a day, of which 10 are left; the next ones come in twelve hours",
            Ending.inconclusive("rate-limit"),
            Behaviour.sound().granting(Policy.perSecond("burst", 50), Policy.perDay("daily", 1000, 10))),

    MONITORING_BLIND(
            "works, but nothing is scraped any more once the first ticket was enhanced",
            Ending.inconclusive("infrastructure"),
            Behaviour.sound().watched(Watch.sound().breakingOff())),

    UNSAMPLED_TRACES(
            "keeps the trace of every second ticket, whatever the caller wants",
            Ending.inconclusive("configuration"),
            Behaviour.sound().watched(Watch.sound().tracing(Sampling.HALF))),

    ALERT_SILENCED(
            "somebody has silenced the alert of the queue for twelve hours",
            Ending.inconclusive("configuration"),
            Behaviour.sound().watched(Watch.sound().ringing(Ringing.SILENCED))),

    SIGN_UP_QUOTA(
            "signs one user up, and no more from this address for an hour",
            Ending.inconclusive("rate-limit"),
            Behaviour.sound().behind(time -> SignUpEdge.quota(1))),

    RUNNER_OFFLINE(
            "neither it nor the control host can be reached: the runner has lost its network",
            Ending.inconclusive("infrastructure"),
            Behaviour.sound().gone().withoutControl());

    private final String description;
    private final Ending ending;
    private final Behaviour behaviour;

    Scenario(String description, Ending ending, Behaviour behaviour) {
        this.description = description;
        this.ending = ending;
        this.behaviour = behaviour;
    }

    /** True if it shows itself only when the platform is broken on purpose. */
    public boolean disrupts() {
        return this == NO_DEAD_LETTER;
    }

    /** All of them, the healthy one first. */
    public static List<Scenario> all() {
        return List.of(values());
    }

    /** The scenario that has this name on the command line. */
    public static Optional<Scenario> named(String name) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.wireName().equals(name))
                .findFirst();
    }

    /** The name on the command line: lower case with hyphens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the platform does, in half a sentence. */
    public String description() {
        return description;
    }

    /** How a run of the demo plan must end. */
    public Ending ending() {
        return ending;
    }

    Behaviour behaviour() {
        return behaviour;
    }
}
