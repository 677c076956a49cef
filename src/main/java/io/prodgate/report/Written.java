package io.prodgate.report;

import io.prodgate.evidence.Write;

/**
 * Something a check wrote to production.
 *
 * @param check its id
 * @param write as it was noted last
 */
public record Written(String check, Write write) {
    /** What became of it, in words. */
    public String state() {
        return switch (write.state()) {
            case ABOUT_TO_BE_SENT -> "may have arrived: no answer is noted";
            case NOT_DONE -> "not carried out";
            case ANSWERED -> "answered";
            case UNDONE -> "undone";
            case NOT_UNDONE -> "NOT UNDONE";
        };
    }

    /** True if somebody has to look: nobody knows whether it was carried out, or whether it is undone. */
    public boolean open() {
        return write.state() == Write.State.ABOUT_TO_BE_SENT || write.state() == Write.State.NOT_UNDONE;
    }
}
