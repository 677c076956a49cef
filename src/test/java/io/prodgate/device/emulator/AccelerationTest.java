package io.prodgate.device.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccelerationTest {
    @TempDir
    private Path folder;

    @Test
    void withoutTheDeviceFileItIsToldHowToGetIt() {
        Optional<Acceleration.Missing> missing = Acceleration.missing(folder.resolve("kvm"));
        assertThat(missing.orElseThrow().what()).contains("there is no " + folder.resolve("kvm"));
        assertThat(missing.orElseThrow().todo()).contains("--device /dev/kvm");
    }

    @Test
    void whatMayBeReadAndWrittenIsEnough() throws IOException {
        assertThat(Acceleration.missing(Files.createFile(folder.resolve("kvm"))))
                .isEmpty();
    }
}
