package io.prodgate.traffic;

import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Time;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Holds every host's pace. A limit is waited out by all callers of the host, and the call is ordered to be repeated: a request that
 * was refused for a limit was not carried out (RFC 6585 section 4), so repeating is safe for any method.
 */
final class Pacing implements Channel {
    private static final int LIMITED = 429;

    private final Destinations destinations;
    private final Time time;
    private final RandomGenerator random;
    private final Channel next;
    private final Map<String, PaceGate> gates = new ConcurrentHashMap<>();

    Pacing(Destinations destinations, Time time, RandomGenerator random, Channel next) {
        this.destinations = destinations;
        this.time = time;
        this.random = random;
        this.next = next;
    }

    private PaceGate gate(Call call) {
        return gate(call.request().url());
    }

    private PaceGate gate(URI url) {
        return gates.computeIfAbsent(
                Call.authority(url), host -> new PaceGate(host, new Pace(destinations.rate(url), random), time));
    }

    /** Takes turns for somebody else's requests; the wait that is too long for the deadline, if there is one. */
    Optional<PaceWait> admit(URI url, int requests, EvidenceLog log, Instant deadline) throws InterruptedException {
        PaceGate gate = gate(url);
        for (int i = 0; i < requests; i++) {
            switch (gate.enter(false, deadline, log::add)) {
                case PaceGate.Entry.Turn(Sent sent) -> {
                    try {
                        time.sleepUntil(sent.start());
                    } finally {
                        gate.ended(sent);
                    }
                }
                case PaceGate.Entry.TooLong(PaceWait pause) -> {
                    return Optional.of(pause);
                }
            }
        }
        return Optional.empty();
    }

    /** Somebody else's request was answered with a limit. */
    void limited(URI url, String word) {
        gate(url).limitedElsewhere(new Limit(Optional.empty(), word, true));
    }

    @Override
    public Reply send(Call call) throws InterruptedException, Repeat {
        PaceGate gate = gate(call);
        return switch (enter(gate, call)) {
            case PaceGate.Entry.Turn(Sent sent) -> send(call, gate, sent);
            case PaceGate.Entry.TooLong(PaceWait pause) -> new Reply.GivenUp(pause);
        };
    }

    private Reply send(Call call, PaceGate gate, Sent sent) throws InterruptedException, Repeat {
        Reply reply;
        try {
            reply = next.send(call.notBefore(sent.start()));
        } catch (Repeat notSent) {
            gate.withdrawn(sent);
            throw notSent;
        } catch (InterruptedException | RuntimeException | Error e) {
            gate.ended(sent);
            throw e;
        }
        return switch (reply) {
            case Reply.Answer answer -> answered(call, gate, sent, answer);
            case Reply.NoAnswer none -> {
                gate.ended(sent);
                yield none;
            }
            case Reply.GivenUp givenUp -> {
                gate.withdrawn(sent);
                yield givenUp;
            }
        };
    }

    private Reply answered(Call call, PaceGate gate, Sent sent, Reply.Answer answer) throws Repeat {
        Optional<Limit> limit = limit(call, answer);
        List<RateLimitFields.Policy> policies = RateLimitFields.policies(answer.exchange());
        if (limit.isEmpty()) {
            gate.answered(sent, policies);
            return answer;
        }
        Optional<PaceWait> tooLong = gate.limited(limit.get(), sent, policies, call.deadline());
        if (call.request().limitExpected() && answer.exchange().status() == LIMITED) {
            return answer;
        }
        if (tooLong.isPresent()) {
            call.log().add(answer.exchange());
            return new Reply.GivenUp(tooLong.get());
        }
        throw Repeat.at(Duration.ZERO, limit.get().word());
    }

    /**
     * A limit that only headers speak of, and that is there again after its wait, is the answer itself; so it is at once if nobody
     * knows whether the request was carried out and it must not be twice.
     */
    private static Optional<Limit> limit(Call call, Reply.Answer answer) {
        boolean mayTry = call.repeats() == 0 && call.request().idempotent();
        return LimitSigns.read(answer.exchange(), answer::text).filter(limit -> limit.certain() || mayTry);
    }

    private PaceGate.Entry enter(PaceGate gate, Call call) throws InterruptedException {
        Instant from = time.now();
        ToldWaits told = new ToldWaits(call);
        PaceGate.Entry entry = gate.enter(call.repeats() > 0, call.deadline(), told::add);
        Duration waited = Duration.between(from, time.now());
        if (entry instanceof PaceGate.Entry.Turn && !told.any && waited.isPositive()) {
            // Waits for the plan's own pace are the normal case, and a fact only if they add up to something.
            call.log().addTogether(new PaceWait(call.authority(), from, waited, gate.paceInWords(), true));
        }
        return entry;
    }

    /** Waits the host asked for go into the log when they begin, so that progress can be shown. */
    private static final class ToldWaits {
        private final Call call;
        private boolean any;

        ToldWaits(Call call) {
            this.call = call;
        }

        void add(PaceWait wait) {
            any = true;
            call.log().add(wait);
        }
    }
}
