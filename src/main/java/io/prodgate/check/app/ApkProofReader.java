package io.prodgate.check.app;

import io.prodgate.check.app.ApkProofPlan.Allowances;
import io.prodgate.check.app.ApkProofPlan.Build;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.plan.PlanNode;
import io.prodgate.traffic.AddressRange;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Binds the key {@code apk} of an app: a path alone, or a mapping. */
final class ApkProofReader {
    private static final Duration BUILD = Duration.ofMinutes(20);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA_1 = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern HOST = Pattern.compile("[a-z0-9*._-]{1,253}(:\\d{1,5})?");
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)+");

    private final Keys own;
    private final Plan plan;

    ApkProofReader(Keys own, Plan plan) {
        this.own = own;
        this.plan = plan;
    }

    ApkProofPlan read() {
        Optional<PlanNode> node = own.node("apk");
        if (node.isEmpty()) {
            own.error("apk", "'apk' is missing", "add 'apk: app-release.apk', the APK that is to be released");
        }
        if (node.isPresent() && node.get() instanceof PlanNode.Mapping) {
            return own.mapping("apk", this::mapping).orElseThrow();
        }
        String written = own.text("apk").orElse("");
        return new ApkProofPlan(
                node.map(PlanNode::at).orElse(own.at()),
                written,
                besidePlan(own, "apk", written),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(productionHost()),
                new ApkProofHosts(List.of(), productionHosts(List.of())),
                new Allowances(false, false, false),
                Optional.empty());
    }

    private ApkProofPlan mapping(Keys keys) {
        String written = keys.requiredText("file");
        List<String> hosts = keys.has("hosts") ? hosts(keys, "hosts") : List.of(productionHost());
        List<String> allowed = new ArrayList<>(hosts(keys, "allowed-hosts"));
        allowed.addAll(productionHosts(hosts));
        ApkProofPlan read = new ApkProofPlan(
                keys.at(),
                written,
                besidePlan(keys, "file", written),
                packageName(keys),
                keys.texts("version"),
                number(keys, "version-code"),
                certificates(keys),
                number(keys, "min-sdk"),
                hosts,
                new ApkProofHosts(hosts(keys, "forbidden-hosts"), allowed),
                new Allowances(
                        keys.flag("allow-debuggable", false),
                        keys.flag("allow-cleartext", false),
                        keys.flag("allow-user-certificates", false)),
                keys.mapping("build", this::build));
        keys.done();
        return read;
    }

    private static Optional<String> packageName(Keys keys) {
        Optional<String> name = keys.text("package").map(String::strip);
        name.filter(text -> !PACKAGE.matcher(text).matches())
                .ifPresent(text -> keys.error(
                        "package", "'" + text + "' is no package name", "the applicationId: com.example.tickets"));
        return name;
    }

    private static Optional<Expectation> number(Keys keys, String key) {
        return keys.node(key)
                .flatMap(node -> Expectation.read(node, Expectation.Subject.NUMBER, List.of(), keys.errors()));
    }

    private static List<String> certificates(Keys keys) {
        List<String> certificates = new ArrayList<>();
        for (String text : keys.texts("certificate")) {
            String hex = text.toLowerCase(Locale.ROOT).replaceAll("[:\\s]", "");
            if (!SHA_256.matcher(hex).matches()) {
                keys.error(
                        "certificate",
                        SHA_1.matcher(hex).matches()
                                ? "that is a SHA-1 fingerprint, and a SHA-256 one is needed"
                                : "expected the SHA-256 fingerprint of a certificate, 64 hexadecimal digits",
                        "apksigner verify --print-certs app-release.apk shows it, as does the Play Console under App"
                                + " integrity");
            }
            certificates.add(hex);
        }
        return certificates;
    }

    private static List<String> hosts(Keys keys, String key) {
        boolean patterns = !key.equals("hosts");
        List<String> hosts = new ArrayList<>();
        for (String text : keys.texts(key)) {
            String host = text.strip().toLowerCase(Locale.ROOT);
            boolean fits = patterns
                    ? HOST.matcher(host).matches() || AddressRange.parse(host).isPresent()
                    : HOST.matcher(host).matches() && host.indexOf('*') < 0 && host.indexOf(':') < 0;
            if (!fits) {
                keys.error(
                        key,
                        "'" + text + "' is no host name",
                        patterns
                                ? "write names, * for any characters, or ranges: '*.example.net', '10.0.0.0/8'"
                                : "write it without scheme, port and path: tickets.example.com");
            }
            hosts.add(host);
        }
        return hosts;
    }

    private Build build(Keys keys) {
        List<String> command = List.of("sh", "-c", keys.requiredText("run"));
        Duration within = keys.duration("within").orElse(BUILD);
        if (!within.isPositive()) {
            keys.error("within", "'within' has to be longer than nothing", "write it like 20m");
        }
        Path folder = keys.text("working-directory")
                .map(text -> besidePlan(keys, "working-directory", text))
                .orElseGet(this::folder);
        if (!Files.isDirectory(folder)) {
            keys.error("working-directory", "there is no folder '" + folder + "'", "paths are relative to the plan");
        }
        keys.done();
        return new Build(command.getLast(), command, folder, within);
    }

    private String productionHost() {
        return Optional.ofNullable(plan.production().url().getHost()).orElse("").toLowerCase(Locale.ROOT);
    }

    /** What is production's is never held against the app. */
    private List<String> productionHosts(List<String> wanted) {
        List<String> hosts = new ArrayList<>(wanted);
        hosts.add(productionHost().replaceAll("[\\[\\]]", ""));
        hosts.addAll(plan.production().hosts());
        return hosts;
    }

    private Path besidePlan(Keys keys, String key, String path) {
        try {
            return plan.file().toAbsolutePath().resolveSibling(path).normalize();
        } catch (InvalidPathException e) {
            keys.error(key, "'" + path + "' is no path", "paths are relative to the plan");
            return plan.file();
        }
    }

    private Path folder() {
        return Optional.ofNullable(plan.file().toAbsolutePath().getParent()).orElse(Path.of(""));
    }
}
