package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainIntegrationTest;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command surface of what was packaged: the jar, or the binary with {@code -Dnative}. */
@QuarkusMainIntegrationTest
class CommandSurfaceIT {
    @TempDir
    private Path folder;

    @Test
    void everyCommandOfWhatWasPackagedWorks(QuarkusMainLauncher launcher) throws Exception {
        CommandSurface.Program program = arguments -> {
            LaunchResult result = launcher.launch(arguments);
            return new Shell.Result(result.exitCode(), result.getOutput(), result.getErrorOutput());
        };

        assertThat(new CommandSurface(program, folder).use()).isEqualTo(CommandSurface.all());
    }
}
