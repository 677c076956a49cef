package io.prodgate.run;

import io.prodgate.journal.JournalException;
import io.prodgate.journal.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an attempt left behind that did not come to its end: it stays, under another name than the attempt that takes its place. */
public final class Leftovers {
    private Leftovers() {}

    /**
     * Renames the folders of the attempts that were under way when a run ended: {@code 2} becomes {@code 2-interrupted}.
     *
     * @param artifacts the folder below which every attempt has its own
     * @throws JournalException if one cannot be renamed: it would be written over
     */
    public static void putAside(Path artifacts, RunResult run) {
        for (RunResult.CheckResult check : run.checks()) {
            Path folder = artifacts.resolve(check.head().id());
            int next = check.attempts().size() + 1;
            Path attempt = folder.resolve(String.valueOf(next));
            if (Files.exists(attempt)) {
                rename(attempt, free(folder, next));
            }
        }
    }

    private static void rename(Path attempt, Path aside) {
        try {
            Files.move(attempt, aside);
        } catch (IOException e) {
            throw new JournalException(
                    "cannot put aside what an interrupted attempt left in " + attempt + ": " + e.getMessage(), e);
        }
    }

    private static Path free(Path folder, int number) {
        Path aside = folder.resolve(number + "-interrupted");
        for (int again = 2; Files.exists(aside); again++) {
            aside = folder.resolve(number + "-interrupted-" + again);
        }
        return aside;
    }
}
