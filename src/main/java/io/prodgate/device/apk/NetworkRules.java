package io.prodgate.device.apk;

import io.prodgate.evidence.ApkReading.DomainPolicy;
import io.prodgate.evidence.ApkReading.NetworkPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which connections an app may make, by its manifest, its target SDK and its
 * <a href="https://developer.android.com/privacy-and-security/security-config">network security config</a>.
 */
final class NetworkRules {
    /** From Android 9 on no cleartext unless it says so. */
    private static final int NO_CLEARTEXT = 28;
    /** From Android 7 on no authorities of the device's owner unless it says so; and only from then on there is a config. */
    private static final int NO_USER_CERTIFICATES = 24;

    private static final int MOST_CONFIG = 4 << 20;
    private static final int MOST_ELEMENTS = 5_000;

    private final Manifest manifest;
    private final ResourceTable table;

    NetworkRules(Manifest manifest, ResourceTable table) {
        this.manifest = manifest;
        this.table = table;
    }

    /** What holds where nothing else is said. */
    private record Rule(boolean cleartext, boolean userCertificates) {
        Rule or(Rule other) {
            return new Rule(cleartext || other.cleartext, userCertificates || other.userCertificates);
        }
    }

    NetworkPolicy read(ZipArchive apk) throws IOException, MalformedException {
        Rule standard = new Rule(manifest.targetSdk() < NO_CLEARTEXT, manifest.targetSdk() < NO_USER_CERTIFICATES);
        if (manifest.networkConfig().isPresent()) {
            return configured(apk, standard, manifest.networkConfig().get());
        }
        return manifest.cleartext()
                .map(cleartext ->
                        new NetworkPolicy("usesCleartextTraffic", cleartext, standard.userCertificates(), List.of()))
                .orElseGet(() -> new NetworkPolicy(
                        "targetSdkVersion", standard.cleartext(), standard.userCertificates(), List.of()));
    }

    /** There may be a file for each kind of device: what any of them allows is allowed. */
    private NetworkPolicy configured(ZipArchive apk, Rule standard, List<String> files)
            throws IOException, MalformedException {
        Optional<Rule> base = Optional.empty();
        List<DomainPolicy> domains = new ArrayList<>();
        for (String file : files) {
            ZipEntryHead entry = apk.find(file).orElseThrow(() -> missing("it names " + file + ", which is not there"));
            BinaryXml config = BinaryXml.read(apk.read(entry, MOST_CONFIG));
            if (config.elements().size() > MOST_ELEMENTS) {
                throw new MalformedException(file, "it has more rules than anybody writes");
            }
            Rule rule = base(config, standard);
            base = Optional.of(base.map(rule::or).orElse(rule));
            domains.addAll(new Domains(config, rule).read());
        }
        Rule general = base.orElseThrow(() -> missing("it names a resource that is not there"));
        return new NetworkPolicy("network-security-config", general.cleartext(), general.userCertificates(), domains);
    }

    private static MalformedException missing(String what) {
        return new MalformedException("android:networkSecurityConfig in AndroidManifest.xml", what);
    }

    private Rule base(BinaryXml config, Rule standard) throws MalformedException {
        Rule rule = standard;
        for (int i = 0; i < config.elements().size(); i++) {
            if (config.elements().get(i).name().equals("base-config")) {
                rule = inherit(config, i, rule);
            }
        }
        return manifest.debuggable() && users(config, "debug-overrides") ? new Rule(rule.cleartext(), true) : rule;
    }

    /** What a config says, and what it takes over where it says nothing. */
    private Rule inherit(BinaryXml config, int element, Rule from) throws MalformedException {
        boolean cleartext = flag(config.elements().get(element), "cleartextTrafficPermitted")
                .orElse(from.cleartext());
        Optional<Integer> anchors =
                children(config, element, "trust-anchors").stream().findFirst();
        boolean users = anchors.map(index -> trustsUsers(config, index)).orElse(from.userCertificates());
        return new Rule(cleartext, users);
    }

    private Optional<Boolean> flag(BinaryXml.Element element, String attribute) throws MalformedException {
        Optional<ResourceValue> value = element.attribute(attribute);
        return value.isEmpty()
                ? Optional.empty()
                : Optional.of(table.resolve(value.get()).stream().anyMatch(ResourceValue::truth));
    }

    private static boolean users(BinaryXml config, String name) {
        for (int i = 0; i < config.elements().size(); i++) {
            if (config.elements().get(i).name().equals(name)
                    && children(config, i, "trust-anchors").stream().anyMatch(index -> trustsUsers(config, index))) {
                return true;
            }
        }
        return false;
    }

    private static boolean trustsUsers(BinaryXml config, int anchors) {
        return children(config, anchors, "certificates").stream()
                .map(config.elements()::get)
                .anyMatch(certificates -> certificates
                        .attribute("src")
                        .filter(src -> src.text().equals("user"))
                        .isPresent());
    }

    private static List<Integer> children(BinaryXml config, int parent, String name) {
        List<Integer> children = new ArrayList<>();
        for (int i = parent + 1; i < config.elements().size(); i++) {
            BinaryXml.Element element = config.elements().get(i);
            if (element.parent() == parent && element.name().equals(name)) {
                children.add(i);
            }
        }
        return children;
    }

    /** The domains of a config; a config within another takes over what it does not say itself. */
    private final class Domains {
        private final BinaryXml config;
        private final Rule base;

        Domains(BinaryXml config, Rule base) {
            this.config = config;
            this.base = base;
        }

        List<DomainPolicy> read() throws MalformedException {
            List<DomainPolicy> policies = new ArrayList<>();
            Rule[] rules = new Rule[config.elements().size()];
            for (int i = 0; i < rules.length; i++) {
                BinaryXml.Element element = config.elements().get(i);
                Rule outer = element.parent() >= 0 ? rules[element.parent()] : base;
                rules[i] = element.name().equals("domain-config") ? inherit(config, i, outer) : outer;
                if (element.name().equals("domain")) {
                    policies.add(new DomainPolicy(
                            String.join("", element.texts()).strip().toLowerCase(Locale.ROOT),
                            flag(element, "includeSubdomains").orElse(false),
                            rules[i].cleartext(),
                            rules[i].userCertificates()));
                }
            }
            return policies;
        }
    }
}
