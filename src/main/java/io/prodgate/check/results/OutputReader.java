package io.prodgate.check.results;

import java.util.Optional;

/** Reads results off the output of a program, line by line, in bounded memory. Not safe for use by several threads. */
public interface OutputReader {
    /** Takes the next line, without its end, without colours and control characters. */
    void line(String line);

    /** What was read; empty if the output holds no results. */
    Optional<Results> end();
}
