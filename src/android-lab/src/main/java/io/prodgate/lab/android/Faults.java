package io.prodgate.lab.android;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What is wrong with the device just now. Each fault has a name and a value; see docs/testing-devices.md for their list. */
public final class Faults {
    private final Map<String, Fault> faults = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private record Fault(String value, int times) {}

    /** Calls back after every change. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Sets a fault.
     *
     * @param times how often it strikes before it is gone; negative for always
     */
    public void set(String name, String value, int times) {
        faults.put(name, new Fault(value, times));
        listeners.forEach(Runnable::run);
    }

    /** Takes a fault away. */
    public void clear(String name) {
        faults.remove(name);
        listeners.forEach(Runnable::run);
    }

    /** Takes all faults away. */
    public void clear() {
        faults.clear();
        listeners.forEach(Runnable::run);
    }

    /** True if there is such a fault, whatever its value. Does not use it up. */
    public boolean has(String name) {
        return faults.containsKey(name);
    }

    /** A fault's value; does not use it up. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(faults.get(name)).map(Fault::value);
    }

    /** A fault strikes: its value, if there is such a fault. Uses one of its times up. */
    public synchronized Optional<String> strike(String name) {
        Fault fault = faults.get(name);
        if (fault == null) {
            return Optional.empty();
        }
        if (fault.times() == 1) {
            clear(name);
        } else if (fault.times() > 1) {
            faults.put(name, new Fault(fault.value(), fault.times() - 1));
        }
        return Optional.of(fault.value());
    }

    /** Counts down a fault whose value is a number: true, once, when it has been asked as often as its value says. */
    public synchronized boolean countDown(String name) {
        Fault fault = faults.get(name);
        if (fault == null) {
            return false;
        }
        int left = Integer.parseInt(fault.value()) - 1;
        if (left > 0) {
            faults.put(name, new Fault(Integer.toString(left), fault.times()));
            return false;
        }
        clear(name);
        return true;
    }

    /** All faults with their values. */
    public Map<String, String> all() {
        Map<String, String> all = new ConcurrentSkipListMap<>();
        faults.forEach((name, fault) -> all.put(name, fault.value()));
        return all;
    }
}
