package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.check.Attempt;
import io.prodgate.check.Check;
import io.prodgate.check.Ledger;
import io.prodgate.device.Devices;
import io.prodgate.diagnosis.Signs;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Write;
import io.prodgate.system.PlainSystems;
import io.prodgate.testing.FakeLedger;
import io.prodgate.testing.PlanText;
import io.prodgate.testing.SteppingTime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run may be killed at any moment: between any two notes, before or after what is noted happens. */
class KilledJourneysTest {
    private static final String JOURNEY = """
        for-each: [access, database, network]
        parallel: 1
        send:
          post: /webhook
          body: ${item.name}
          expect: { status: 202 }
          capture: { job: $.job }
        look-up:
          get: /search/${item.name}
          within: 2s
          expect: { $.jobs.length(): 1 }
          capture: { job: '$.jobs[0]' }
        job: { get: '/status/${capture.job}', expect: { $.state: known } }
        until:
          get: /jobs/${capture.job}
          every: 1s
          within: 60s
          expect: { $.state: done }
        results: { get: '/notes/${item.name}', count: $.notes, quiet: 2s }
        """;

    @TempDir
    Path folder;

    private final SteppingTime time = SteppingTime.atNoon();
    private final List<String> taken = new ArrayList<>();
    private final FakeProduction production = new FakeProduction(time)
            .on("POST", "/webhook", request -> {
                String ticket = new String(request.body().orElseThrow(), StandardCharsets.UTF_8);
                taken.add(ticket);
                return json(202, "{'job': '" + ticket + "'}");
            })
            .on("GET", "/jobs/", request -> json(200, "{'state': 'done'}"))
            .on("GET", "/status/", request -> json(200, "{'state': 'known'}"))
            .on("GET", "/search/", request -> {
                String ticket = request.url().getPath().replaceFirst(".*/", "");
                return json(200, taken.contains(ticket) ? "{'jobs': ['" + ticket + "']}" : "{'jobs': []}");
            })
            .on("GET", "/notes/", request -> {
                String ticket = request.url().getPath().replaceFirst(".*/", "");
                long notes = taken.stream().filter(ticket::equals).count();
                return json(200, "{'notes': " + (notes == 1 ? "[1]" : notes == 0 ? "[]" : "[1, 2]") + "}");
            });

    /** Stands for the end of the process. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /**
     * A ledger of a process that is killed.
     *
     * @param disk what survives
     * @param after how many notes
     * @param atOnce true if it is killed right after the last note, false if just before the next
     */
    private record DoomedLedger(FakeLedger disk, int after, boolean atOnce) implements Ledger {
        @Override
        public Optional<Write> find(String key) {
            return disk.find(key);
        }

        @Override
        public void note(Write write) {
            if (!atOnce && disk.noted().size() == after) {
                throw new Killed();
            }
            disk.note(write);
            if (atOnce && disk.noted().size() == after) {
                throw new Killed();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyItemIsSentOnceWhereverTheRunIsKilled(boolean atOnce) throws Exception {
        int notes = attempt(new FakeLedger()).notes();
        assertThat(notes).isGreaterThanOrEqualTo(9);
        for (int after = 1; after < notes; after++) {
            taken.clear();
            FakeLedger disk = new FakeLedger();
            Ledger doomed = new DoomedLedger(disk, after, atOnce);
            assertThatThrownBy(() -> attempt(doomed)).isInstanceOf(Killed.class);
            time.advance(Duration.ofSeconds(7));

            List<Evidence> facts = attempt(disk).facts();

            assertThat(taken)
                    .as("killed after %d notes", after)
                    .containsExactlyInAnyOrder("access", "database", "network");
            assertThat(Signs.met(facts)).as("killed after %d notes", after).isTrue();
            assertThat(Trial.items(facts))
                    .as("killed after %d notes", after)
                    .hasSize(3)
                    .allSatisfy(item -> assertThat(item.steps())
                            .extracting(ItemResult.Step::what)
                            .containsExactly("accepted", "job", "state"));
        }
    }

    @Test
    void anItemThatHadArrivedBeforeIsOnlyCountedAgain() throws Exception {
        FakeLedger disk = new FakeLedger();
        attempt(disk);
        int asked = production.requests().size();

        List<Evidence> facts = attempt(disk).facts();

        assertThat(Signs.met(facts)).isTrue();
        assertThat(production.requests().subList(asked, production.requests().size()))
                .extracting(request -> request.url().getPath())
                .containsExactly("/v1/notes/access", "/v1/notes/database", "/v1/notes/network");
    }

    private record Seen(List<Evidence> facts, int notes) {}

    private Seen attempt(Ledger ledger) throws Exception {
        PlanText plan = PlanText.read(
                folder, PlanText.around("- journey:\n" + JOURNEY.indent(4)), new JourneyKind(new PlainSystems()));
        assertThat(plan.errors()).isEmpty();
        Check check = plan.checks().getFirst().check();
        EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
        check.attempt(new Attempt(
                1,
                log,
                ledger,
                production,
                reference -> Optional.empty(),
                time.now().plusSeconds(300),
                time,
                folder,
                Devices.NONE));
        return new Seen(
                log.facts(), ledger instanceof FakeLedger fake ? fake.noted().size() : 0);
    }
}
