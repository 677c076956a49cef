package io.prodgate.lab.adb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Runs a command line on the device. */
@FunctionalInterface
public interface Shell {
    /**
     * Runs a command line to its end.
     *
     * @return its exit code
     * @throws IOException if nobody reads its output any more
     */
    int run(String commandLine, InputStream in, OutputStream out, OutputStream err) throws IOException;
}
