package io.prodgate.device.apk;

/** A file that is no APK that can be judged: its message says which file and what is wrong with it. */
public final class ApkException extends Exception {
    private static final long serialVersionUID = 1;

    private final String todo;

    /**
     * An exception.
     *
     * @param message what is wrong, with the file's name
     * @param todo what to do about it
     */
    ApkException(String message, String todo) {
        super(message);
        this.todo = todo;
    }

    /** What is wrong, with the file's name. */
    public String what() {
        return String.valueOf(getMessage());
    }

    /** What to do about it. */
    public String todo() {
        return todo;
    }
}
