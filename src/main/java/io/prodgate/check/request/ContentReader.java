package io.prodgate.check.request;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Binds what a request carries: at most one of {@code body}, {@code json}, {@code form}, {@code body-file}. */
final class ContentReader {
    private static final List<String> KEYS = List.of("body", "json", "form", "body-file");
    private static final long LARGEST_FILE = 10L << 20;

    private final Plan plan;
    private final References references;

    ContentReader(Plan plan, References references) {
        this.plan = plan;
        this.references = references;
    }

    Content read(Keys keys) {
        List<String> present = KEYS.stream().filter(keys::has).toList();
        if (present.size() > 1) {
            keys.error(
                    present.get(1),
                    "a request has one body, and there is '" + present.getFirst() + "' already",
                    "keep one of " + String.join(", ", present));
        }
        if (present.isEmpty()) {
            return new Content.None();
        }
        return switch (present.getFirst()) {
            case "body" ->
                references
                        .template(keys, "body")
                        .<Content>map(Content.Text::new)
                        .orElse(new Content.None());
            case "json" -> json(keys.node("json").orElseThrow());
            case "form" -> new Content.Form(references.named(keys, "form"));
            default -> file(keys);
        };
    }

    private Content json(PlanNode node) {
        references.checkTree(node);
        return new Content.Json(JsonTemplate.of(node));
    }

    private Content file(Keys keys) {
        Optional<String> written = keys.text("body-file");
        if (written.isEmpty()) {
            return new Content.None();
        }
        try {
            Path file = besidePlan(plan, written.get());
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                keys.error(
                        "body-file",
                        "there is no readable file '" + written.get() + "'",
                        "paths are relative to the plan");
            } else if (Files.size(file) > LARGEST_FILE) {
                keys.error("body-file", "the file is larger than 10 MiB", "send a smaller one");
            }
            return new Content.Bytes(file);
        } catch (InvalidPathException | IOException e) {
            keys.error("body-file", "'" + written.get() + "' cannot be read", "paths are relative to the plan");
            return new Content.None();
        }
    }

    /** A path of the plan: relative ones are relative to the plan's folder. */
    static Path besidePlan(Plan plan, String path) {
        return plan.file().toAbsolutePath().resolveSibling(path);
    }
}
