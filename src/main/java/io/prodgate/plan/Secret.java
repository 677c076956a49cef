package io.prodgate.plan;

/** A value that must not be shown. Only {@link #reveal()} gives it out; the text form is a mask. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The value itself, to be put into a request and nowhere else. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
