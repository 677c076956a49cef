package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left by a prodgate that was killed, with real processes. */
@Timeout(120)
class LostFoldersTest {
    /** Process ids begin at 1. */
    private static final long OTHER = 0;

    @TempDir
    private Path parent;

    @Test
    void theMaestroOfOneThatIsGoneIsEndedAndItsFolderDeleted() throws Exception {
        PrivateFolder lost = PrivateFolder.in(parent);
        Files.writeString(lost.work().resolve("variables"), "PIN=secret");
        Process maestro = maestro(lost);
        try {
            lost.lock().close(); // As the system does it when we are killed.

            LostFolders.clear(parent, OTHER, Time.system());

            assertThat(maestro.waitFor(100, TimeUnit.SECONDS)).isTrue();
            assertThat(lost.path()).doesNotExist();
        } finally {
            maestro.destroyForcibly();
        }
    }

    @Test
    void nothingOfOneThatIsAliveIsTouched() throws Exception {
        try (PrivateFolder used = PrivateFolder.in(parent)) {
            Process maestro = maestro(used);
            try {
                LostFolders.clear(parent, Time.system());
                LostFolders.clear(parent, OTHER, Time.system());

                assertThat(maestro.isAlive()).isTrue();
                assertThat(used.work()).exists();
            } finally {
                maestro.destroyForcibly();
            }
        }
    }

    @Test
    void whoMakesAFolderIsNotDisturbedByWhoClearsAway() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread clearing = Thread.ofVirtual().start(() -> {
            while (!done.get()) {
                LostFolders.clear(parent, OTHER, Time.system());
            }
        });
        try {
            for (int i = 0; i < 200; i++) {
                try (PrivateFolder folder = PrivateFolder.in(parent)) {
                    assertThat(folder.work()).exists();
                }
            }
        } finally {
            done.set(true);
            clearing.join();
        }
    }

    @Test
    void otherPeoplesFoldersStay() throws IOException {
        Path other = Files.createDirectories(parent.resolve(PrivateFolder.PREFIX + "notes"));
        LostFolders.clear(parent, OTHER, Time.system());
        LostFolders.clear(parent.resolve("not-there"), Time.system());
        assertThat(other).exists();
    }

    private static Process maestro(PrivateFolder folder) throws IOException {
        ProcessBuilder program = new ProcessBuilder("sleep", "600");
        program.environment().put("JAVA_OPTS", "-Duser.home=" + folder.home());
        return program.start();
    }
}
