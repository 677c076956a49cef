package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.check.Attempt;
import io.prodgate.check.BoundCheck;
import io.prodgate.check.CheckKind;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Judgement;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Plan;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.FakeTraffic;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Proofs of APKs that a test writes, each in a plan of its own. */
abstract class ApkTrial {
    static final String URL = "https://api.example.com/v1";

    @TempDir
    Path folder;

    EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
    final List<ApkFacts.Source> facts = new ArrayList<>();

    static TinyApk release() {
        return TinyApk.release().code("classes.dex", URL);
    }

    static String identified(String more) {
        return "{ file: app.apk, package: com.example.tickets, certificate: '" + SigningKeys.PRODUCTION.sha256() + "'"
                + (more.isEmpty() ? "" : ", " + more) + " }";
    }

    Path apk() {
        return folder.resolve("app.apk");
    }

    PlanText plan(String apk) {
        return PlanText.read(folder, PlanText.around("- app: { apk: " + apk + " }"), new ProofAlone());
    }

    /** Each proof begins with an empty log. */
    void prove(String apk) throws Exception {
        PlanText plan = plan(apk);
        assertThat(plan.errors()).isEmpty();
        log = new EvidenceLog(new Redactor(List.of()));
        plan.checks()
                .getFirst()
                .check()
                .attempt(new Attempt(
                        1,
                        log,
                        new FakeLedger(),
                        new FakeTraffic(),
                        reference -> Optional.empty(),
                        Instant.now().plusSeconds(300),
                        Time.system(),
                        folder.resolve("artifacts"),
                        Devices.NONE));
    }

    Diagnosis diagnosis() {
        return Rules.builtIn().diagnose(new Situation(List.of(), log.facts(), Instant.EPOCH, Instant.EPOCH, true));
    }

    List<Judgement> judgements() {
        return facts(Judgement.class);
    }

    List<Judgement> missed() {
        return judgements().stream().filter(judgement -> !judgement.met()).toList();
    }

    <E extends Evidence> List<E> facts(Class<E> type) {
        return log.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The kind {@code app} without its flows. */
    final class ProofAlone implements CheckKind {
        @Override
        public String name() {
            return "app";
        }

        @Override
        public List<BoundCheck> bind(Plan.CheckEntry entry, Keys own, Plan plan) {
            ApkPart part = new ApkProofPart(Map.of("PATH", System.getenv("PATH"), "DEPLOY_TOKEN", "deploy-me-now"))
                    .read(entry, own, plan);
            own.done();
            facts.add(part.facts());
            return List.of(new BoundCheck(entry, part.check()));
        }

        @Override
        public String schema() {
            return "{}";
        }
    }
}
