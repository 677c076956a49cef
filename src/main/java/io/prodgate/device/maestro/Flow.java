package io.prodgate.device.maestro;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A flow of a Maestro workspace.
 *
 * @param name as Maestro reports it: the flow's {@code name}, or its file's without the extension
 * @param file absolute
 * @param path relative to the workspace, with {@code /}
 * @param appId the package it drives, as written: it may hold {@code ${…}}
 * @param tags the flow's own
 * @param sequence which place it has in the workspace's execution order, if any
 * @param commands how many there are in its file, those inside of others too
 */
public record Flow(
        String name, Path file, String path, String appId, List<String> tags, Optional<Place> sequence, int commands) {
    public Flow {
        tags = List.copyOf(tags);
    }

    /** The flow with a place in the execution order. */
    Flow at(Place place) {
        return new Flow(name, file, path, appId, tags, Optional.of(place), commands);
    }

    /**
     * A place in the workspace's {@code executionOrder}: such flows run one after the other on one device.
     *
     * @param index from 0
     * @param continueOnFailure whether the next flow runs although this one failed
     */
    public record Place(int index, boolean continueOnFailure) {}
}
