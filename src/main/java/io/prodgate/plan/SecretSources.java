package io.prodgate.plan;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which secrets a plan declares, and where their values come from. */
final class SecretSources {
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, String> nameBySource = new HashMap<>();

    SecretSources(List<RawNode.Entry> secrets) {
        for (RawNode.Entry entry : secrets) {
            names.add(entry.key());
            if (entry.value() instanceof RawNode.Scalar scalar) {
                List<Template.Part> parts =
                        TemplateParser.parse(scalar.text()).template().parts();
                // Of a secret made of several parts, each part alone may be harmless: a user name.
                if (parts.size() == 1 && parts.getFirst() instanceof Template.Reference reference) {
                    nameBySource.putIfAbsent(reference.namespace() + "." + reference.name(), entry.key());
                }
            }
        }
    }

    /** The names of all secrets. */
    Set<String> names() {
        return names;
    }

    /** The secret whose value is exactly that of this reference. Terraform says itself which of its outputs may show. */
    Optional<String> of(Namespace namespace, String name) {
        return namespace == Namespace.TERRAFORM
                ? Optional.empty()
                : Optional.ofNullable(nameBySource.get(namespace.word() + "." + name));
    }
}
