package io.prodgate.demo.promql;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.prodgate.demo.promql.Value.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives series a label that is made of another.
 *
 * @param label the label that is set; without a text it is taken away
 * @param text what it is set to; {@code $1} stands for what a group has found
 * @param source the label that is looked at
 * @param pattern what has to be all of it, or nothing is changed
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/functions/#label_replace">label_replace()</a>
 */
record LabelReplace(String label, String text, String source, String pattern) {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+)|\\$)");

    List<Sample> of(List<Sample> samples) throws QueryException {
        if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            throw QueryException.impossible("invalid destination label name in label_replace(): " + label);
        }
        Pattern compiled = compiled();
        List<Sample> replaced = new ArrayList<>();
        for (Sample sample : samples) {
            Matcher matcher = compiled.matcher(sample.labels().getOrDefault(source, ""));
            Map<String, String> labels = new TreeMap<>(sample.labels());
            if (matcher.matches()) {
                labels.put(label, filled(matcher));
                labels.values().removeIf(String::isEmpty);
            }
            replaced.add(new Sample(labels, sample.value()));
        }
        return replaced;
    }

    private Pattern compiled() throws QueryException {
        try {
            return Pattern.compile(pattern, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw QueryException.impossible("invalid regular expression in label_replace(): " + pattern);
        }
    }

    private String filled(Matcher found) throws QueryException {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder filled = new StringBuilder();
        int end = 0;
        while (reference.find()) {
            filled.append(text, end, reference.start()).append(group(reference, found));
            end = reference.end();
        }
        return filled.append(text.substring(end)).toString();
    }

    private static String group(Matcher reference, Matcher found) throws QueryException {
        String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
        if (name == null) {
            return "$";
        }
        if (!name.matches("[0-9]{1,3}")) {
            throw QueryException.unknown("groups by name in label_replace()");
        }
        int number = Integer.parseInt(name);
        String group = number <= found.groupCount() ? found.group(number) : null;
        return group == null ? "" : group;
    }
}
