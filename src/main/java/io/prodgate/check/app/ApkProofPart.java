package io.prodgate.check.app;

import io.prodgate.device.apk.ApkException;
import io.prodgate.evidence.ApkReading;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads what an entry says about its APK, and makes the proof and what flows have to know of it. */
final class ApkProofPart implements ApkPart.Reader {
    /** To read an APK of gigabytes on a busy machine. */
    private static final Duration READING = Duration.ofMinutes(2);

    private final Map<String, String> environment;

    /**
     * A reader.
     *
     * @param environment our own, for a build
     */
    ApkProofPart(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public ApkPart read(Plan.CheckEntry entry, Keys own, Plan plan) {
        ApkProofPlan apk = new ApkProofReader(own, plan).read();
        ApkProof proof = new ApkProof(apk, environment);
        Duration atLeast =
                apk.build().map(build -> build.within().plus(READING)).orElse(READING);
        return new ApkPart(proof, () -> facts(proof, apk), atLeast);
    }

    /** The file may have been replaced since it was proven, by a run before this one too: it is proven again as it is now. */
    private static ApkFacts facts(ApkProof proof, ApkProofPlan plan)
            throws ApkFacts.UnknownException, InterruptedException {
        ApkReading reading;
        try {
            reading = proof.read();
        } catch (ApkException e) {
            throw new ApkFacts.UnknownException(e.what(), e.todo());
        }
        List<String> misses = proof.misses(reading);
        if (!misses.isEmpty()) {
            throw new ApkFacts.UnknownException(
                    plan.written() + " is not the production build any more: " + String.join("; ", misses),
                    "see that nothing writes to it during a run, and run again");
        }
        return new ApkFacts(plan.file(), reading.packageName(), reading.abis(), reading.minSdk());
    }
}
