package io.prodgate.check.app;

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

    UserBook(String entry, History history) {
        this.entry = entry;
        this.history = history;
    }

    /**
     * Notes the user of a flow that passed.
     *
     * @param user the id; empty if none was found
     */
    void note(Ticket ticket, String user) {
        if (user.isBlank()) {
            return;
        }
        String run = Variables.of(Map.of(), ticket.attempt()).getOrDefault(Variables.RUN, "");
        String hash = history.hash(user.strip());
        synchronized (this) {
            here.computeIfAbsent(run, id -> new LinkedHashMap<>())
                    .put(ticket.flow().id(), hash);
        }
        history.user(run, entry, ticket.flow().id(), hash);
    }

    /**
     * What is wrong with the users of a run; empty if each flow had one of its own that no earlier run had.
     *
     * @param run its id
     */
    Findings findings(String run, List<NamedFlow> flows) {
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
