package io.prodgate.lab.android;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** A command of the device's shell. */
@FunctionalInterface
interface Command {
    /** What a command reads and writes. */
    record Io(InputStream in, PrintStream out, PrintStream err) {
        /** True if nobody reads the output any more. */
        boolean gone() {
            return out.checkError();
        }
    }

    /**
     * Runs to its end.
     *
     * @param arguments the command's own name first
     * @return exit code
     */
    int run(List<String> arguments, Io io) throws IOException;
}
