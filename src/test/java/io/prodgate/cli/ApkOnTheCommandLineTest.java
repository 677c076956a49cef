package io.prodgate.cli;

import java.util.Map;

class ApkOnTheCommandLineTest extends ApkOnTheCommandLine {
    @Override
    Ended prodgate(String... arguments) {
        Shell.Result result = Shell.inEarnest(Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString()))
                .run(arguments);
        return new Ended(result.exitCode(), result.out() + result.err());
    }
}
