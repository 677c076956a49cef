package io.prodgate.check.request;

import io.prodgate.plan.Keys;
import io.prodgate.plan.NodeKeys;
import io.prodgate.plan.PlanErrors;
import io.prodgate.plan.PlanNode;
import io.prodgate.plan.RegularExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Binds {@code capture}: names to places in the answer. */
final class CaptureReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,63}");
    private static final Pattern BODY = Pattern.compile("body\\s*~\\s*(.+)", Pattern.DOTALL);
    private static final String FORMS = "write $.path, 'header NAME', status, or 'body ~ id=(\\d+)'";

    private final PlanErrors errors;

    CaptureReader(PlanErrors errors) {
        this.errors = errors;
    }

    List<Capture> read(Keys keys) {
        Optional<PlanNode> node = keys.node("capture");
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof PlanNode.Mapping mapping)) {
            keys.error("capture", "expected a mapping of names to places in the answer", FORMS);
            return List.of();
        }
        List<Capture> captures = new ArrayList<>();
        for (PlanNode.Entry entry : mapping.entries()) {
            if (!NAME.matcher(entry.key()).matches()) {
                errors.add(
                        entry.at(),
                        entry.value().path(),
                        "'" + entry.key() + "' cannot be the name of a captured value",
                        "letters, digits, - and _, and no digit first");
            }
            capture(entry).ifPresent(captures::add);
        }
        return captures;
    }

    /** The place that a key names. */
    Optional<Capture> place(Keys keys, String key) {
        return keys.text(key)
                .flatMap(written -> capture(key, written, keys.node(key).orElseThrow(), false));
    }

    private Optional<Capture> capture(PlanNode.Entry entry) {
        return switch (entry.value()) {
            case PlanNode.Scalar scalar ->
                capture(entry.key(), scalar.template().text().orElse(""), scalar, false);
            case PlanNode.Mapping mapping -> {
                Keys keys = NodeKeys.of(mapping, errors);
                String from = keys.requiredText("from");
                boolean secret = keys.flag("secret", false);
                keys.done();
                yield from.isEmpty() ? Optional.empty() : capture(entry.key(), from, mapping, secret);
            }
            case PlanNode.Sequence sequence -> {
                errors.add(sequence.at(), sequence.path(), "expected one place in the answer", FORMS);
                yield Optional.empty();
            }
        };
    }

    private Optional<Capture> capture(String name, String written, PlanNode node, boolean secret) {
        try {
            return Optional.of(new Capture(name, source(written), written, secret));
        } catch (JsonQuery.InvalidException e) {
            errors.add(node.at(), node.path(), "the JSONPath is not valid: " + e.getMessage(), FORMS);
        } catch (RegularExpression.InvalidException e) {
            errors.add(
                    node.at(),
                    node.path(),
                    "the regular expression is not valid: " + e.getMessage(),
                    "the syntax is RE2's");
        } catch (UnknownSourceException e) {
            errors.add(node.at(), node.path(), "'" + written + "' is no place in an answer", FORMS);
        }
        return Optional.empty();
    }

    private static Capture.Source source(String written)
            throws JsonQuery.InvalidException, RegularExpression.InvalidException, UnknownSourceException {
        if (written.startsWith("$")) {
            return new Capture.Json(JsonQuery.compile(written));
        }
        if (written.equals("status")) {
            return new Capture.Status();
        }
        if (written.startsWith("header ")) {
            return new Capture.HeaderField(written.substring("header ".length()).strip());
        }
        var body = BODY.matcher(written);
        if (body.matches()) {
            return new Capture.Body(RegularExpression.compile(body.group(1)));
        }
        throw new UnknownSourceException();
    }

    private static final class UnknownSourceException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
