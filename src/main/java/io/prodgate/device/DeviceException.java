package io.prodgate.device;

/** Something a device, or the tools that drive it, could not do. Says nothing about production. */
public final class DeviceException extends Exception {
    private final String where;
    private final String todo;

    /**
     * A trouble with a device.
     *
     * @param what happened, one sentence
     * @param where the device's serial, or the tool
     * @param todo what to do about it
     */
    public DeviceException(String what, String where, String todo) {
        super(what);
        this.where = where;
        this.todo = todo;
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
