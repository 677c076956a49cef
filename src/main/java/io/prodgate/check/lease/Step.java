package io.prodgate.check.lease;

import io.prodgate.plan.Template;
import io.prodgate.plan.Values;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One thing that is done to undo a fault, or to prove that it is undone. Doing it more than once has to do no harm. */
public sealed interface Step {
    /** In one line, without secrets: {@code DELETE http://toxiproxy:8474/proxies/kb/toxics/slow}. */
    String told();

    /**
     * The step with every reference filled in but those to secrets: fit to be kept.
     *
     * @throws Values.MissingValueException if a value is missing
     */
    Step kept(Values values);

    /**
     * A request.
     *
     * @param method of HTTP, upper case
     * @param url absolute
     * @param headers in order
     * @param body if it has one
     * @param fine the statuses that say that it is done
     * @param says what the answer has to contain, if anything
     */
    record Call(
            String method,
            Template url,
            Map<String, Template> headers,
            Optional<Template> body,
            List<Integer> fine,
            Optional<String> says)
            implements Step {
        public Call {
            fine = List.copyOf(fine);
        }

        @Override
        public String told() {
            return method + " " + url;
        }

        @Override
        public Step kept(Values values) {
            return new Call(
                    method,
                    url.fillAllButSecrets(values),
                    Step.kept(headers, values),
                    body.map(text -> text.fillAllButSecrets(values)),
                    fine,
                    says);
        }
    }

    /**
     * A program that has to end with 0.
     *
     * @param words the program and its arguments
     * @param environment what it gets besides our own environment
     * @param folder where it runs
     * @param timeout how long it may take
     * @param prints what it has to print, if anything, without the white space around it
     */
    record Command(
            List<Template> words,
            Map<String, Template> environment,
            Path folder,
            Duration timeout,
            Optional<String> prints)
            implements Step {
        public Command {
            words = List.copyOf(words);
        }

        @Override
        public String told() {
            return words.stream().map(Template::toString).collect(Collectors.joining(" "));
        }

        @Override
        public Step kept(Values values) {
            return new Command(
                    words.stream().map(word -> word.fillAllButSecrets(values)).toList(),
                    Step.kept(environment, values),
                    folder,
                    timeout,
                    prints);
        }
    }

    private static Map<String, Template> kept(Map<String, Template> templates, Values values) {
        Map<String, Template> kept = new LinkedHashMap<>();
        templates.forEach((name, template) -> kept.put(name, template.fillAllButSecrets(values)));
        return kept;
    }
}
