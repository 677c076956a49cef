package io.prodgate.check.journey;

import io.prodgate.check.request.Capture;
import io.prodgate.check.request.Step;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Template;
import java.util.List;
import java.util.Optional;

/** After a look-up there is no answer to the sending to capture from: what is needed of it the look-up has to capture. */
final class LookUpCaptures {
    private final Keys own;
    private final List<String> missing;

    LookUpCaptures(Keys own, Optional<Step> send, Journey.LookUp lookUp) {
        List<String> found =
                lookUp.step().captures().stream().map(Capture::name).toList();
        this.own = own;
        this.missing = send.stream()
                .flatMap(step -> step.captures().stream())
                .map(Capture::name)
                .filter(name -> !found.contains(name))
                .toList();
    }

    /** Notes what a part of the plan needs and the look-up does not capture. */
    void check(String key, List<Template.Reference> needed) {
        needed.stream()
                .filter(reference -> reference.namespace().equals("capture") && missing.contains(reference.name()))
                .map(Template.Reference::name)
                .findFirst()
                .ifPresent(name -> own.error(
                        "look-up",
                        "'" + key + "' needs '" + name + "', and after a look-up there is no answer to capture it from",
                        "let 'look-up' capture it too"));
    }
}
