package io.prodgate.cli;

import java.util.Locale;

/** For whom documents are written. */
enum Edition {
    /** For those who run production: everything. */
    INTERNAL,
    /** For those who use it: the verdict, numbers and issues in words, and nothing of how production is built. */
    CLIENT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
