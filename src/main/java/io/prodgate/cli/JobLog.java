package io.prodgate.cli;

import io.prodgate.report.github.WorkflowLog;
import java.io.PrintWriter;

/** Prints for people; where the runner of GitHub Actions reads along, nothing that is printed is a command. */
record JobLog(Surroundings surroundings, PrintWriter out) {
    void println(String line) {
        out.println(surroundings.inGitHubActions() ? WorkflowLog.harmless(line) : line);
        out.flush();
    }
}
