package io.prodgate.check.app;

import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.ApkReading.DomainPolicy;
import io.prodgate.evidence.ApkReading.FoundHost;
import io.prodgate.evidence.ApkReading.NetworkPolicy;
import io.prodgate.evidence.ApkReading.Signer;
import io.prodgate.evidence.Judgement;
import io.prodgate.plan.Actual;
import io.prodgate.plan.Expectation;
import io.prodgate.plan.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what an APK says about itself against what the plan says a production build is. */
final class ApkProofJudge {
    private static final int TOLD = 5;
    private static final int SHORT = 12;
    private static final Values NONE = reference -> Optional.empty();

    private final ApkProofPlan plan;
    private final ApkReading reading;

    ApkProofJudge(ApkProofPlan plan, ApkReading reading) {
        this.plan = plan;
        this.reading = reading;
    }

    /** Whether it is the build that is meant: what is missed here says that it is another file. */
    List<Judgement> identity() {
        List<Judgement> judgements = new ArrayList<>();
        judgements.add(signature());
        judgements.add(certificate());
        plan.packageName().ifPresent(name -> judgements.add(same("APK package", List.of(name), reading.packageName())));
        if (!plan.versions().isEmpty()) {
            judgements.add(
                    same("APK version", plan.versions(), reading.versionName().orElse("(absent)")));
        }
        plan.versionCode()
                .ifPresent(expected -> judgements.add(number("APK version code", expected, reading.versionCode())));
        if (!plan.allowances().debuggable()) {
            judgements.add(
                    flag("APK debuggable", reading.debuggable(), "a debug build, or debuggable is set for releases"));
            judgements.add(
                    flag("APK for tests only", reading.testOnly(), "as Android Studio builds it to run it at once"));
        }
        return judgements;
    }

    /** Whether it holds what a production build has to hold. */
    List<Judgement> content() {
        List<Judgement> judgements = new ArrayList<>();
        plan.minSdk().ifPresent(expected -> judgements.add(number("APK minimum SDK", expected, reading.minSdk())));
        plan.hosts().forEach(host -> judgements.add(present(host)));
        judgements.add(nothingForbidden());
        if (!plan.allowances().cleartext()) {
            judgements.add(policy(
                    "APK cleartext traffic", "not allowed", reading.network().cleartext(), DomainPolicy::cleartext));
        }
        if (!plan.allowances().userCertificates()) {
            judgements.add(policy(
                    "APK authorities installed by users",
                    "not trusted",
                    reading.network().userCertificates(),
                    DomainPolicy::userCertificates));
        }
        return judgements;
    }

    /** Those addresses that matter first, and no more than a report can bear. */
    ApkReading told(int most) {
        List<FoundHost> ordered = Stream.concat(
                        reading.hosts().stream().filter(this::matters),
                        reading.hosts().stream().filter(host -> !matters(host)))
                .toList();
        int shown = Math.min(most, ordered.size());
        return reading.withHosts(ordered.subList(0, shown), ordered.size() - shown + reading.hostsLeftOut());
    }

    private boolean matters(FoundHost host) {
        return plan.hosts().contains(host.host()) || plan.forbidden().forbids(host);
    }

    private Judgement signature() {
        ApkReading.Signing signing = reading.signing();
        String schemes = signing.schemes().isEmpty() ? "none" : String.join(", ", signing.schemes());
        return new Judgement(
                "APK signature",
                "valid for Android API " + reading.minSdk() + " and newer",
                signing.verified() ? "valid (" + schemes + ")" : "not valid (schemes that hold: " + schemes + ")",
                signing.verified(),
                1,
                signing.verified() ? "" : String.join("; ", signing.problems()));
    }

    private Judgement certificate() {
        List<Signer> signers = reading.signing().signers();
        String actual = signers.isEmpty()
                ? "(absent)"
                : signers.stream()
                        .map(signer -> signer.sha256() + " (" + signer.subject() + ")"
                                + signer.replacedBy()
                                        .map(newer -> ", replaced by " + newer.substring(0, SHORT) + "…")
                                        .orElse(""))
                        .collect(Collectors.joining(", "));
        boolean debug = signers.stream().anyMatch(Signer::androidDebug);
        String remark = debug ? "Android's debug certificate, which everybody has" : "";
        if (plan.certificates().isEmpty()) {
            return new Judgement(
                    "APK certificate", "not for debugging", actual, !debug && !signers.isEmpty(), 1, remark);
        }
        boolean met = !signers.isEmpty() && signers.stream().allMatch(this::named);
        return new Judgement(
                "APK certificate",
                String.join(" or ", plan.certificates()),
                Actual.excerpt(actual),
                met,
                1,
                met ? "" : remark);
    }

    /** An old certificate is as good as the new one that the plan names: who holds the new key signed this very APK. */
    private boolean named(Signer signer) {
        return plan.certificates().contains(signer.sha256())
                || signer.replacedBy().filter(plan.certificates()::contains).isPresent();
    }

    private static Judgement same(String subject, List<String> expected, String actual) {
        boolean met = expected.contains(actual);
        return new Judgement(subject, String.join(" or ", expected), Actual.excerpt(actual), met, 1, "");
    }

    private static Judgement number(String subject, Expectation expected, long actual) {
        Expectation.Result result = expected.judge(Actual.number(actual), NONE);
        return new Judgement(subject, result.expected(), result.actual(), result.met(), 1, result.remark());
    }

    private static Judgement flag(String subject, boolean actual, String why) {
        return new Judgement(subject, "false", String.valueOf(actual), !actual, 1, actual ? why : "");
    }

    private Judgement present(String host) {
        List<FoundHost> found = reading.hosts().stream()
                .filter(candidate -> candidate.host().equals(host))
                .toList();
        return new Judgement(
                "APK names " + host,
                "true",
                found.isEmpty() ? "(absent)" : places(found),
                !found.isEmpty(),
                1,
                found.isEmpty()
                        ? "built for another environment? If the app puts the name together or decrypts it, or fetches"
                                + " it, set 'hosts: []'"
                        : "");
    }

    private Judgement nothingForbidden() {
        List<FoundHost> found =
                reading.hosts().stream().filter(plan.forbidden()::forbids).toList();
        return new Judgement(
                "APK hosts that are not production's",
                "none",
                found.isEmpty() ? "none" : places(found),
                found.isEmpty(),
                1,
                found.isEmpty() ? "" : "what belongs to a library or is meant to be there goes under 'allowed-hosts'");
    }

    private static String places(List<FoundHost> found) {
        String told = found.stream()
                .limit(TOLD)
                .map(host -> host.origin() + " in " + String.join(", ", host.where()))
                .collect(Collectors.joining("; "));
        return found.size() > TOLD ? told + "; and " + (found.size() - TOLD) + " more" : told;
    }

    /** What is allowed in general, or for a host that the app has to talk to. */
    private Judgement policy(String subject, String expected, boolean general, Predicate<DomainPolicy> allows) {
        List<String> allowed = new ArrayList<>();
        if (general) {
            allowed.add("in general");
        }
        for (String host : plan.hosts()) {
            applying(host).filter(allows).ifPresent(domain -> allowed.add("for " + domain.domain()));
        }
        NetworkPolicy network = reading.network();
        String verb = expected.replace("not ", "");
        return new Judgement(
                subject,
                expected,
                allowed.isEmpty() ? expected : verb + " " + String.join(", ", allowed) + " (" + network.source() + ")",
                allowed.isEmpty(),
                1,
                "");
    }

    /** Of the domains that a host belongs to, the longest counts. */
    private Optional<DomainPolicy> applying(String host) {
        return reading.network().domains().stream()
                .filter(domain ->
                        host.equals(domain.domain()) || (domain.subdomains() && host.endsWith("." + domain.domain())))
                .max(Comparator.comparingInt(domain -> domain.domain().length()));
    }
}
