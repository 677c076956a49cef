package io.prodgate.check.journey;

import static io.prodgate.check.journey.FakeProduction.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told of an item whose note came, and whether the item is one of production's own. */
class NoteProofTest extends NoteTrials {
    @Test
    void whatProvesAnItemIsTold() throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "<p>Restart</p><p>token-of-ours</p>" + "word ".repeat(40), SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        ItemResult network = Trial.item(trial.attempt(), "network");

        assertThat(network.simulated()).isFalse();
        assertThat(network.steps()).extracting(ItemResult.Step::what).containsExactly("accepted", "note");
        assertThat(network.steps().getFirst().detail()).isEqualTo("answered 202");
        assertThat(network.steps().getLast().at()).isEqualTo(network.started().plus(SOON));
        assertThat(network.steps().getLast().detail())
                .startsWith("7 by Enhancer: \"Restart *** word word")
                .endsWith("wor…\"");
    }

    @Test
    void anItemThatServiceDeskDoesNotKnowBeforeIsSimulated() throws Exception {
        Trial trial = trial(TICKETS);
        FakeServiceDesk desk = new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);
        disturb(
                trial,
                request ->
                        request.url().getPath().contains("/10001/") && trial.production.count("POST", "/webhook") == 0
                                ? Optional.of(json(404, "{}"))
                                : Optional.empty(),
                desk);

        List<Evidence> facts = trial.attempt();

        assertThat(trial.met()).isTrue();
        assertThat(Trial.items(facts)).extracting(ItemResult::simulated).containsExactly(true, false);
        assertThat(Trial.items(trial.attempt()))
                .extracting(ItemResult::simulated)
                .containsExactly(true, false);
    }

    @Test
    void thePlanMaySayThatItemsAreSimulated() throws Exception {
        Files.writeString(folder.resolve("a.json"), "{\"ticket\": 10001}");
        Files.writeString(folder.resolve("b.json"), "{\"ticket\": 10002}");
        Trial trial = trial(TICKETS.replaceFirst(
                "(?s)for-each:.*?parallel", "for-each: { files: '[ab].json', simulated: true }\nparallel"));
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        assertThat(Trial.items(trial.attempt()))
                .extracting(ItemResult::simulated)
                .containsExactly(true, true);
    }

    @Test
    void anItemMaySayThatItIsSimulated() throws Exception {
        Trial trial = trial(TICKETS.replace("name: network,", "name: network, simulated: true,"));
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        assertThat(Trial.items(trial.attempt()))
                .extracting(ItemResult::simulated)
                .containsExactly(true, false);
    }
}
