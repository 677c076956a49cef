package io.prodgate.check.app;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Preview;
import io.prodgate.device.apk.ApkException;
import io.prodgate.device.apk.ApkReader;
import io.prodgate.evidence.ApkReading;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Misconfiguration;
import io.prodgate.plan.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Proves that the APK is the production build, before anything of it runs on a device.
 *
 * <p>Whose fault it is if not: an APK that is not the one the plan means (another package, version or certificate, a debug build)
 * says nothing about production, so it is the configuration's. One that is proven to be the release, by the package and the
 * certificate that the plan names, and holds the wrong hosts or may be listened in on is what users would get: that is production's.
 */
final class ApkProof implements Check {
    private static final int HOSTS_TOLD = 100;
    private static final Pattern FINGERPRINT = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{52}\\b");

    private final ApkProofPlan plan;
    private final Map<String, String> environment;

    /**
     * A proof.
     *
     * @param environment our own, for a build
     */
    ApkProof(ApkProofPlan plan, Map<String, String> environment) {
        this.plan = plan;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void attempt(Attempt attempt) throws InterruptedException {
        if (plan.build().isPresent() && !new ApkProofBuild(plan, plan.build().get(), environment).run(attempt)) {
            return;
        }
        attempt.news().accept("reading " + plan.written());
        ApkReading reading;
        try {
            reading = read();
        } catch (ApkException e) {
            attempt.log().add(new Misconfiguration(e.what(), plan.at().toString(), e.todo()));
            return;
        }
        ApkProofJudge judge = new ApkProofJudge(plan, reading);
        attempt.log().add(judge.told(HOSTS_TOLD));
        List<Judgement> identity = judge.identity();
        List<Judgement> content = judge.content();
        identity.forEach(attempt.log()::add);
        content.forEach(attempt.log()::add);
        List<Judgement> another = missed(identity);
        List<Judgement> wrong = missed(content);
        if (!another.isEmpty() || (!wrong.isEmpty() && !plan.identifies())) {
            attempt.log().add(misconfiguration(another, wrong));
        }
    }

    /** Reads the APK. */
    ApkReading read() throws ApkException, InterruptedException {
        return new ApkReader(Set.copyOf(plan.hosts())).read(plan.file());
    }

    /** What speaks against an APK that was read, one line each; empty if it is proven. */
    List<String> misses(ApkReading reading) {
        ApkProofJudge judge = new ApkProofJudge(plan, reading);
        List<Judgement> all = new ArrayList<>(judge.identity());
        all.addAll(judge.content());
        return missed(all).stream().map(ApkProof::inWords).toList();
    }

    private static List<Judgement> missed(List<Judgement> judgements) {
        return judgements.stream().filter(judgement -> !judgement.met()).toList();
    }

    private Misconfiguration misconfiguration(List<Judgement> another, List<Judgement> wrong) {
        List<Judgement> all = new ArrayList<>(another);
        all.addAll(wrong);
        String misses = all.stream().map(ApkProof::inWords).collect(Collectors.joining("; "));
        String todo = another.isEmpty()
                ? "give the APK that is to be released; if this is it, name 'package' and 'certificate' under 'apk',"
                        + " and what is wrong with it counts as the release's own fault"
                : "give the APK that is to be released (or correct what the plan expects); production was not judged"
                        + " by this one";
        return new Misconfiguration(
                plan.written() + " is not the production build: " + misses,
                plan.at().toString(),
                todo);
    }

    /** In one sentence, with no more of a fingerprint than tells it from others: all of it is in the judgement. */
    private static String inWords(Judgement judgement) {
        String said = "%s should be %s, it is %s%s"
                .formatted(
                        judgement.subject(),
                        judgement.expected(),
                        judgement.actual(),
                        judgement.remark().isEmpty() ? "" : " (" + judgement.remark() + ")");
        return FINGERPRINT.matcher(said).replaceAll("$1…");
    }

    @Override
    public Optional<String> changedSince(List<Evidence> found) throws InterruptedException {
        Optional<String> before = found.stream()
                .filter(ApkReading.class::isInstance)
                .map(fact -> ((ApkReading) fact).sha256())
                .reduce((earlier, later) -> later);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> now = ApkReader.sha256(plan.file());
        return now.equals(before)
                ? Optional.empty()
                : Optional.of("the APK " + plan.written() + " is not the one that was proven (its SHA-256 was "
                        + start(before.get()) + "… and "
                        + now.map(digest -> "is " + start(digest) + "…)").orElse("it cannot be read now)"));
    }

    private static String start(String digest) {
        return digest.substring(0, Math.min(8, digest.length()));
    }

    /** It reads a file, and makes it at most. */
    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Preview preview() {
        List<String> lines = new ArrayList<>();
        plan.build()
                .ifPresent(build ->
                        lines.add("build the APK, at most " + Durations.format(build.within()) + ": " + build.line()));
        List<String> expected = new ArrayList<>();
        plan.packageName().ifPresent(expected::add);
        if (!plan.versions().isEmpty()) {
            expected.add("version " + String.join(" or ", plan.versions()));
        }
        plan.versionCode().ifPresent(code -> expected.add("version code " + code));
        expected.add(
                plan.certificates().isEmpty()
                        ? "not signed for debugging"
                        : "signed by "
                                + plan.certificates().stream()
                                        .map(hex -> hex.substring(0, Math.min(8, hex.length())) + "…")
                                        .collect(Collectors.joining(" or ")));
        plan.minSdk().ifPresent(level -> expected.add("minimum SDK " + level));
        if (!plan.allowances().debuggable()) {
            expected.add("not debuggable");
        }
        lines.add("read " + plan.written() + ": " + String.join(", ", expected));
        lines.add("look in it for hosts: "
                + (plan.hosts().isEmpty() ? "none has to be there" : String.join(", ", plan.hosts()))
                + "; forbidden: " + String.join(", ", plan.forbidden().forbidden())
                + (plan.forbidden().forbidden().isEmpty() ? "" : ", ") + ApkProofHosts.BUILT_IN);
        lines.add("look at its network rules: cleartext "
                + (plan.allowances().cleartext() ? "allowed" : "refused") + ", authorities of users "
                + (plan.allowances().userCertificates() ? "allowed" : "refused"));
        return new Preview(lines, List.of(), List.of());
    }
}
