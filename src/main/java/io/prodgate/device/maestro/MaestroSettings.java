package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * How Maestro is called, for all orders.
 *
 * @param program its name, to be found on the {@code PATH}, or its path
 * @param workspace what the workspace's {@code config.yaml} says beyond which flows run: an object, see {@link Workspace#settings()}
 * @param screenshots whether pictures are kept: nobody can scrub a picture of what it shows
 * @param videos whether recordings are kept
 * @param privateFolder where the folder goes that Maestro writes into; it is there, and need not be empty
 */
public record MaestroSettings(
        String program, JsonNode workspace, boolean screenshots, boolean videos, Path privateFolder) {
    public MaestroSettings {
        workspace = workspace.deepCopy();
    }
}
