package io.prodgate.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** The command line of prodgate: one class a sub-command, all of them thin. */
@TopCommand
@Command(name = "prodgate", mixinStandardHelpOptions = true)
public final class Prodgate implements Runnable {
    @Override
    public void run() {
        System.out.println("hello");
    }
}
