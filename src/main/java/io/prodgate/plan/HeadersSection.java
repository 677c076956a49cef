package io.prodgate.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads headers that are sent with every request to production or to a system. */
final class HeadersSection {
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private HeadersSection() {}

    /** The headers below {@code headers}, by name. */
    static Map<String, Template> read(Keys keys, PlanErrors errors) {
        Map<String, Template> headers = new LinkedHashMap<>();
        Map<String, Position> seen = new LinkedHashMap<>();
        for (PlanNode.Entry entry : Sections.entries(keys.node("headers"), "headers by name", errors)) {
            PlanNode value = entry.value();
            Position first = seen.putIfAbsent(entry.key().toLowerCase(Locale.ROOT), entry.at());
            if (!HEADER_NAME.matcher(entry.key()).matches()) {
                errors.add(
                        entry.at(),
                        value.path(),
                        "'" + Excerpt.of(entry.key()) + "' is not a name that a header can have");
            } else if (first != null) {
                errors.add(
                        entry.at(),
                        value.path(),
                        "this header is here twice, first at " + first,
                        "case does not count");
            } else if (value instanceof PlanNode.Scalar scalar && !scalar.isNull()) {
                headers.put(entry.key(), header(scalar, errors));
            } else {
                errors.add(value.at(), value.path(), "a header's value is a text");
            }
        }
        return headers;
    }

    private static Template header(PlanNode.Scalar scalar, PlanErrors errors) {
        NodeKeys.checkReferences(scalar, List.of(Namespace.SECRET.word(), Namespace.RUN.word()), errors);
        if (scalar.template().toString().chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            errors.add(scalar.at(), scalar.path(), "a header's value is one line without control characters");
        }
        return scalar.template();
    }
}
