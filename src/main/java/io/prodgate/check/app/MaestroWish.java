package io.prodgate.check.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.device.maestro.MaestroSettings;
import java.nio.file.Path;

/**
 * How Maestro is to be called.
 *
 * @param program its name or path
 * @param workspace what the workspace's configuration says beyond which flows run
 * @param screenshots whether pictures are kept
 * @param videos whether recordings that flows make are kept
 */
record MaestroWish(String program, JsonNode workspace, boolean screenshots, boolean videos) {
    /**
     * The same for those who call it.
     *
     * @param temporary where Maestro's own folders go
     */
    MaestroSettings settings(Path temporary) {
        return new MaestroSettings(program, workspace, screenshots, videos, temporary);
    }
}
