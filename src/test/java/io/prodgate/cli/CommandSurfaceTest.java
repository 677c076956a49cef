package io.prodgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandSurfaceTest {
    @TempDir
    private Path folder;

    @Test
    void everyCommandIsUsedInEarnestAndANewOneNeedsACase() throws Exception {
        Shell shell = Shell.inEarnest(Map.of("HOME", folder.toString()));

        assertThat(new CommandSurface(shell::run, folder).use()).isEqualTo(CommandSurface.all());
    }
}
