package io.prodgate.check.app;

import io.prodgate.evidence.Judgement;
import java.util.Optional;

/**
 * What becomes of the app's data before a flow.
 *
 * @param how what is done
 * @param said how {@code SKIP_DATA_CLEANUP} stood, in words
 */
record Clearing(How how, String said) {
    /** The variable of the environment that turns clearing off: the one that existing set-ups have. */
    static final String VARIABLE = "SKIP_DATA_CLEANUP";

    /** The ways there are. */
    enum How {
        /** Nothing is cleared: no call is made. */
        NOTHING("kept, nothing is cleared"),
        /** {@code pm clear} before each flow. */
        CLEAR("cleared with pm clear before each flow"),
        /** The app is removed and installed again before each flow. */
        REINSTALL("removed with the app, which is installed again before each flow");

        private final String words;

        How(String words) {
            this.words = words;
        }
    }

    /** A value of the variable that means nothing. */
    static final class UnknownValueException extends Exception {
        private static final long serialVersionUID = 1;

        UnknownValueException(String value) {
            super(VARIABLE + " is '" + value + "'");
        }
    }

    /**
     * What is to be done.
     *
     * @param variable the value of {@code SKIP_DATA_CLEANUP}, if it is set
     * @param wanted how data are cleared if they are
     */
    static Clearing of(Optional<String> variable, How wanted) throws UnknownValueException {
        if (variable.isEmpty()) {
            return new Clearing(wanted, "not set");
        }
        return switch (variable.get()) {
            case "true" -> new Clearing(How.NOTHING, "true");
            case "false" -> new Clearing(wanted, "false");
            default -> throw new UnknownValueException(variable.get());
        };
    }

    /** Whether anything is cleared. */
    boolean clears() {
        return how != How.NOTHING;
    }

    /** {@code app data: kept, nothing is cleared (SKIP_DATA_CLEANUP is true)}. */
    String inWords() {
        return "app data: " + how.words + " (" + VARIABLE
                + (said.equals("not set") ? " is not set)" : " is " + said + ")");
    }

    /** The value in force, for the report. */
    Judgement inForce() {
        return new Judgement(VARIABLE, "true, false or not set", said + ": app data " + how.words, true, 1, "");
    }
}
