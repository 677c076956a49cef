package io.prodgate.device;

import java.util.Optional;

/** Something a device, or the tools that drive it, could not do. Says nothing about production. */
public final class DeviceException extends Exception {
    private final String where;
    private final String todo;
    private final Optional<String> word;

    /**
     * A trouble with a device.
     *
     * @param what happened, one sentence
     * @param where the device's serial, or the tool
     * @param todo what to do about it
     */
    public DeviceException(String what, String where, String todo) {
        this(what, where, todo, Optional.empty());
    }

    /**
     * A trouble with a device, for which Android has a word.
     *
     * @param what happened, one sentence
     * @param where the device's serial, or the tool
     * @param todo what to do about it
     * @param word Android's own, such as {@code INSTALL_FAILED_INSUFFICIENT_STORAGE}
     */
    public DeviceException(String what, String where, String todo, Optional<String> word) {
        super(what);
        this.where = where;
        this.todo = todo;
        this.word = word;
    }

    /** Android's own word for it, such as {@code INSTALL_FAILED_INSUFFICIENT_STORAGE}, if there is one. */
    public Optional<String> word() {
        return word;
    }

    /** The device's serial, or the tool. */
    public String where() {
        return where;
    }

    /** What to do about it. */
    public String todo() {
        return todo;
    }
}
