package io.prodgate.device.maestro;

import com.fasterxml.jackson.databind.JsonNode;
import io.prodgate.plan.PlanErrors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The flows that Maestro would run, found by Maestro's own rules: the files and folders given to {@code maestro test}, the
 * {@code config.yaml} of a folder, tags.
 *
 * @param flows those in the execution order first, the rest by path; names are distinct
 * @param settings what {@code config.yaml} says beyond which flows run and in which order, for Maestro: an object
 * @param files all that the flows are made of, as far as it is known before they run: flows, those they run, scripts, pictures,
 *     {@code config.yaml}; absolute
 * @see <a href="https://docs.maestro.dev/maestro-flows/workspace-management">Maestro's documentation</a>
 */
public record Workspace(List<Flow> flows, JsonNode settings, List<Path> files) {
    public Workspace {
        flows = List.copyOf(flows);
        settings = settings.deepCopy();
        files = List.copyOf(files);
    }

    /**
     * What a plan asks to run.
     *
     * @param paths folders and flow files, absolute
     * @param config the file named to {@code --config}, if not the folder's own
     * @param includeTags flows without any of them are left out; none: all flows
     * @param excludeTags flows with any of them are left out
     */
    public record Wanted(List<Path> paths, Optional<Path> config, List<String> includeTags, List<String> excludeTags) {
        public Wanted {
            paths = List.copyOf(paths);
            includeTags = List.copyOf(includeTags);
            excludeTags = List.copyOf(excludeTags);
        }
    }

    /**
     * Finds the flows and reads all they are made of, since one flow with a mistake makes Maestro run none of them.
     *
     * @return empty if there is anything Maestro would refuse; {@code errors} says what and where
     */
    public static Optional<Workspace> read(Wanted wanted, PlanErrors errors) {
        PlanErrors found = new PlanErrors();
        Optional<Workspace> workspace = new WorkspaceReader(wanted, found).read();
        found.all().forEach(errors::add);
        return found.isEmpty() ? workspace : Optional.empty();
    }
}
