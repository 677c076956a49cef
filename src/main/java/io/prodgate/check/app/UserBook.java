package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which user each flow of a run had: only as hashes, kept with the history, so that a run that goes on after an interruption, and
 * later runs, know them too. Safe for use by several threads.
 */
final class UserBook {
    private final String entry;
    private final History history;
    private final Map<String, Map<String, String>> here = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, String>>> open = new LinkedHashMap<>();

    UserBook(String entry, History history) {
        this.entry = entry;
        this.history = history;
    }

    /**
     * Notes the user of a flow that passed.
     *
     * @param user the id; empty if none was found
     */
    void note(NamedFlow flow, Attempt attempt, String user) {
        if (user.isBlank()) {
            return;
        }
        String run = run(attempt);
        String hash = history.hash(user.strip());
        synchronized (this) {
            here.computeIfAbsent(run, id -> new LinkedHashMap<>()).put(flow.id(), hash);
            open.computeIfPresent(run, (id, flows) -> {
                flows.remove(flow.id());
                return flows;
            });
        }
        history.user(run, entry, flow.id(), hash);
    }

    /** Keeps what a flow put out whose user has still to be looked up; only in memory. */
    synchronized void leaveOpen(NamedFlow flow, Attempt attempt, Map<String, String> outputs) {
        open.computeIfAbsent(run(attempt), id -> new LinkedHashMap<>()).put(flow.id(), Map.copyOf(outputs));
    }

    /** What flows put out whose users have still to be looked up, by the flow's id. */
    synchronized Map<String, Map<String, String>> open(Attempt attempt) {
        return new LinkedHashMap<>(open.getOrDefault(run(attempt), Map.of()));
    }

    private static String run(Attempt attempt) {
        return Variables.of(Map.of(), attempt).getOrDefault(Variables.RUN, "");
    }

    /**
     * What is wrong with the users of a run; empty if each flow had one of its own that no earlier run had.
     *
     * @param attempt one of the run
     */
    Findings findings(Attempt attempt, List<NamedFlow> flows) {
        String run = run(attempt);
        Map<String, String> users = new LinkedHashMap<>(history.users(run, entry));
        synchronized (this) {
            users.putAll(here.getOrDefault(run, Map.of()));
        }
        List<String> unknown = new ArrayList<>();
        List<String> again = new ArrayList<>();
        Map<String, String> first = new LinkedHashMap<>();
        for (NamedFlow flow : flows) {
            Optional<String> user = Optional.ofNullable(users.get(flow.id()));
            if (user.isEmpty()) {
                unknown.add(flow.flow().name());
                continue;
            }
            String before = first.putIfAbsent(user.get(), flow.flow().name());
            if (before != null) {
                again.add(flow.flow().name() + " had the user of " + before);
            } else if (history.known(user.get(), run)) {
                again.add(flow.flow().name() + " had a user of an earlier run");
            }
        }
        return new Findings(first.size(), unknown, again);
    }

    /**
     * What was found.
     *
     * @param users how many different ones
     * @param unknown flows that told no user
     * @param again flows whose user is not a new one, in words
     */
    record Findings(int users, List<String> unknown, List<String> again) {
        Findings {
            unknown = List.copyOf(unknown);
            again = List.copyOf(again);
        }
    }
}
