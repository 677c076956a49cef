package io.prodgate.lab.android;

import java.util.ArrayList;
import java.util.List;

/** Every command line that the device was given, in their order, for tests to count. */
public final class Calls {
    private static final int MOST = 100_000;

    private final List<String> calls = new ArrayList<>();

    synchronized void add(String commandLine) {
        if (calls.size() < MOST) {
            calls.add(commandLine);
        }
    }

    /** All of them. */
    public synchronized List<String> all() {
        return List.copyOf(calls);
    }

    /** Forgets all of them. */
    public synchronized void clear() {
        calls.clear();
    }
}
