package io.prodgate.check.app;

import io.prodgate.plan.RegularExpression;

/** Where the id of a flow's user is found, so that it can be shown to be a new one. */
sealed interface FreshUser {
    /** Where to look, for messages. */
    String inWords();

    /**
     * A value that the flow puts out: {@code output.USER_ID} in its script, or a line {@code USER_ID=…} of its console.
     *
     * @param name of the output
     */
    record Output(String name) implements FreshUser {
        @Override
        public String inWords() {
            return "the flow's output " + name;
        }
    }

    /**
     * A line of the device's log.
     *
     * @param pattern its first group is the id
     */
    record LogLine(RegularExpression pattern) implements FreshUser {
        @Override
        public String inWords() {
            return "a log line like " + pattern;
        }
    }
}
