package io.prodgate.device.maestro;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.AttemptRecord;
import io.prodgate.diagnosis.Cause;
import io.prodgate.diagnosis.Conclusion;
import io.prodgate.diagnosis.Diagnosis;
import io.prodgate.diagnosis.Next;
import io.prodgate.diagnosis.Outcome;
import io.prodgate.diagnosis.Rules;
import io.prodgate.diagnosis.Situation;
import io.prodgate.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labelled words of Maestro, adb and devices against the rules: the yardstick of the diagnosis of flows. */
class DeviceCorpusTest {
    private static final Instant AT = Instant.parse("2026-11-22T01:00:00Z");
    private static final double SHARE = 0.97;

    @TempDir
    Path folder;

    private final Rules rules = Rules.builtIn();

    @Test
    void theCorpusIsBlamedAsLabelledAndNoBrokenProductionIsMissed() throws IOException {
        assertRight("device.jsonl", SHARE);
    }

    @Test
    void itsNeighboursAreBlamedAsLabelled() throws IOException {
        assertRight("device-neighbours.jsonl", 1);
    }

    @Test
    void wordsThatWereLabelledBeforeTheRulesSawThem() throws IOException {
        assertRight("device-unseen.jsonl", 1);
    }

    private void assertRight(String file, double share) throws IOException {
        List<DeviceCase> cases = DeviceCase.read(file);
        Map<String, Integer> matrix = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        int missed = 0;
        for (DeviceCase one : cases) {
            List<AttemptRecord> attempts = play(one);
            Diagnosis last = attempts.getLast().diagnosis().orElseThrow();
            matrix.merge(one.label() + " blamed as " + last.cause(), 1, Integer::sum);
            Outcome outcome = Conclusion.of(attempts).outcome();
            Outcome expected = one.label() == Cause.PRODUCTION ? Outcome.FAILED : Outcome.INCONCLUSIVE;
            if (last.cause() != one.label() || outcome != expected) {
                wrong.add(one.id() + " " + one.label() + " " + outcome + ": " + last + "\n");
                missed += one.label() == Cause.PRODUCTION ? 1 : 0;
            }
        }
        String told = file + ", " + (cases.size() - wrong.size()) + " of " + cases.size() + "\n"
                + String.join(
                        "\n",
                        matrix.entrySet().stream().map(entry -> "  " + entry).toList());
        org.junit.platform.commons.logging.LoggerFactory.getLogger(DeviceCorpusTest.class)
                .info(() -> told);
        assertThat(missed).as("missed of a broken production: " + wrong).isZero();
        assertThat(wrong).as(told).hasSizeLessThanOrEqualTo((int) ((1 - share) * cases.size()));
    }

    /** The same attempt as often as the engine would make it. */
    private List<AttemptRecord> play(DeviceCase one) {
        List<AttemptRecord> attempts = new ArrayList<>();
        while (attempts.size() < 3) {
            int number = attempts.size() + 1;
            List<Evidence> evidence = one.evidence(folder.resolve(one.id() + "-" + number));
            Diagnosis diagnosis = rules.diagnose(new Situation(attempts, evidence, AT, AT.minusSeconds(1), true));
            attempts.add(new AttemptRecord(number, AT, Duration.ofSeconds(9), evidence, Optional.of(diagnosis)));
            if (diagnosis.next() == Next.STOP) {
                break;
            }
        }
        return attempts;
    }

    @Test
    void twoFailuresOfAFlowConfirmEachOtherWhateverBefellTheDeviceInBetween() throws IOException {
        List<DeviceCase> cases = DeviceCase.read("device.jsonl");
        DeviceCase real = byId(cases, "M072");
        List<AttemptRecord> attempts = new ArrayList<>();
        for (DeviceCase one : List.of(real, byId(cases, "M029"), byId(cases, "M079"))) {
            List<Evidence> evidence = one.evidence(folder.resolve("mixed-" + attempts.size()));
            Diagnosis diagnosis = rules.diagnose(new Situation(attempts, evidence, AT, AT.minusSeconds(1), true));
            attempts.add(new AttemptRecord(
                    attempts.size() + 1, AT, Duration.ofSeconds(9), evidence, Optional.of(diagnosis)));
        }
        assertThat(attempts.stream()
                        .map(attempt -> attempt.diagnosis().orElseThrow().cause()))
                .containsExactly(Cause.PRODUCTION, Cause.INFRASTRUCTURE, Cause.PRODUCTION);
        assertThat(Conclusion.of(attempts).outcome()).isEqualTo(Outcome.FAILED);
    }

    private static DeviceCase byId(List<DeviceCase> cases, String id) {
        return cases.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }
}
