package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How the platform behaves: the sound platform, and what a scenario changes about it.
 *
 * @param host the name it goes by
 * @param certificate what it shows
 * @param policies how many calls it grants a client
 * @param listening false: it refuses connections
 * @param control false: the control host refuses connections
 * @param habit how its worker works
 * @param watch how it is watched
 * @param faults what stands in front of everything, outermost first
 * @param plan what the demo plan says instead: its text by the text that is there otherwise
 */
record Behaviour(
        String host,
        ServerCertificate certificate,
        List<Policy> policies,
        boolean listening,
        boolean control,
        Habit habit,
        Watch watch,
        List<Function<Time, Edge>> faults,
        Map<String, String> plan) {
    private static final Policy AMPLE = Policy.perSecond("default", 50);

    Behaviour {
        policies = List.copyOf(policies);
        faults = List.copyOf(faults);
        plan = Map.copyOf(plan);
    }

    /** Everything as it should be. */
    static Behaviour sound() {
        return new Behaviour(
                "localhost",
                ServerCertificate.VALID,
                List.of(AMPLE),
                true,
                true,
                Habit.diligent(),
                Watch.sound(),
                List.of(),
                Map.of());
    }

    /** The same, by another name. */
    Behaviour called(String name) {
        return new Behaviour(name, certificate, policies, listening, control, habit, watch, faults, plan);
    }

    /** The same, with another certificate. */
    Behaviour showing(ServerCertificate other) {
        return new Behaviour(host, other, policies, listening, control, habit, watch, faults, plan);
    }

    /** The same with other limits, all of which hold. */
    Behaviour granting(Policy... others) {
        return new Behaviour(host, certificate, List.of(others), listening, control, habit, watch, faults, plan);
    }

    /** The same, refusing connections. */
    Behaviour gone() {
        return new Behaviour(host, certificate, policies, false, control, habit, watch, faults, plan);
    }

    /** The same, with a control host that refuses connections. */
    Behaviour withoutControl() {
        return new Behaviour(host, certificate, policies, listening, false, habit, watch, faults, plan);
    }

    /** The same, with another habit of its worker. */
    Behaviour working(Habit other) {
        return new Behaviour(host, certificate, policies, listening, control, other, watch, faults, plan);
    }

    /** The same, watched otherwise. */
    Behaviour watched(Watch other) {
        return new Behaviour(host, certificate, policies, listening, control, habit, other, faults, plan);
    }

    /** The same, with something in front. */
    Behaviour behind(Function<Time, Edge> fault) {
        List<Function<Time, Edge>> more = new ArrayList<>(faults);
        more.add(fault);
        return new Behaviour(host, certificate, policies, listening, control, habit, watch, more, plan);
    }

    /** The same, with a plan that says something else than the demo plan. */
    Behaviour planned(String usual, String instead) {
        Map<String, String> changes = new HashMap<>(plan);
        changes.put(usual, instead);
        return new Behaviour(host, certificate, policies, listening, control, habit, watch, faults, changes);
    }

    /** The edges of one platform: the faults, then the rate limit. */
    List<Edge> edges(Time time) {
        List<Edge> edges = new ArrayList<>();
        faults.forEach(fault -> edges.add(fault.apply(time)));
        edges.add(new RateLimitEdge(policies, time));
        return edges;
    }
}
