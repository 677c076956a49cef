package io.prodgate.check.app;

import java.nio.file.Path;
import java.util.List;

/**
 * What the flows have to know of the APK.
 *
 * @param file to install
 * @param packageName the app's
 * @param abis the processor architectures of its native code; empty if it has none
 * @param minimumSdk the lowest API level it runs on
 */
record ApkFacts(Path file, String packageName, List<String> abis, int minimumSdk) {
    ApkFacts {
        abis = List.copyOf(abis);
    }

    /** Where they come from. Called after the APK's check has passed, in this run or, if it was resumed, before. */
    @FunctionalInterface
    interface Source {
        /**
         * The facts.
         *
         * @throws UnknownException if the APK is not there or cannot be read
         */
        ApkFacts get() throws UnknownException, InterruptedException;
    }

    /** The APK is not there or cannot be read. */
    static final class UnknownException extends Exception {
        private static final long serialVersionUID = 1;
        private final String todo;

        UnknownException(String what, String todo) {
            super(what);
            this.todo = todo;
        }

        /** What to do about it. */
        String todo() {
            return todo;
        }
    }
}
