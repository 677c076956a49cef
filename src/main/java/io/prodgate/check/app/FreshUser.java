package io.prodgate.check.app;

import io.prodgate.check.request.Step;
import io.prodgate.plan.RegularExpression;

/** Where the id of a flow's user is found, so that it can be shown to be a new one. */
sealed interface FreshUser {
    /** Where to look, for messages. */
    String inWords();

    /** What to do if that shows no user. */
    default String todo() {
        return "let each flow tell it: " + inWords() + "; see 'fresh-user' in docs/checks/app.md";
    }

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

    /**
     * What production answers when it is asked about something that the flow put out.
     *
     * @param step a request that only reads, with {@code ${output.NAME}} in it; it captures {@link #ID}
     * @param place where the id is in the answer, as the plan writes it
     */
    record LookUp(Step step, String place) implements FreshUser {
        /** The name of the capture. */
        static final String ID = "id";

        @Override
        public String inWords() {
            return place + " of " + step.line();
        }

        @Override
        public String todo() {
            return "run again: what flows put out before a run was interrupted is not kept, and is looked up no more";
        }
    }
}
