package io.prodgate.check.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.diagnosis.Cause;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.ItemResult;
import io.prodgate.evidence.ItemResult.End;
import io.prodgate.evidence.Judgement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which notes are the one that an item has to lead to. */
class NoteContentTest extends NoteTrials {
    @Test
    void aNoteOfSomebodyElseIsNotTheOne() throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Jane Doe", "I will look at it", SOON)
                .note("10002", "8", "Enhancer", "b", SOON);

        assertThat(Trial.item(trial.attempt(), "network").detail())
                .endsWith("no new note on request 10001 by 'Enhancer'; note 7 is by 'Jane Doe'");
    }

    @ParameterizedTest
    @CsvSource({"5,5", "5,8"})
    void aSecondNoteIsOneTooManyEvenIfItComesLater(long first, long second) throws Exception {
        Trial trial = trial(TICKETS);
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10001", "7", "Enhancer", "a", Duration.ofSeconds(first))
                .note("10001", "9", "Enhancer", "a", Duration.ofSeconds(second))
                .note("10002", "8", "Enhancer", "b", SOON);

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network"))
                .returns(End.FAILED, ItemResult::end)
                .returns(Optional.of(2), ItemResult::results)
                .returns("duplicate: 2 new notes on request 10001: 7, 9", ItemResult::detail);
        assertThat(Trial.judgement(facts, "notes"))
                .returns(false, Judgement::met)
                .returns("network: 2", Judgement::actual);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        note: { min-length: 1 }               | &nbsp;                             | is empty
        note: { min-length: 40 }              | Restart the switch                 | has 18 characters, and 40 are expected at least
        note: { contains: [KB-101, switch] }  | Restart the switch                 | does not contain 'KB-101'
        note: { sections: Cause }             | What to do: look for the cause     | has no section 'Cause'
        note: { without: '${run.id}' }        | of run-1                           | contains 'run-1', which must not be there
        note: { words-of: '${item.subject}' } | End the oldest query               | is not about 'No network on the third floor': it has 0 of 3 words
        """)
    void aNoteHasToSayWhatThePlanExpects(String content, String text, String complaint) throws Exception {
        Trial trial = trial(withContent(content + "\n").replaceFirst("(?m)^  - \\{ name: database.*\\n", ""));
        new FakeServiceDesk(trial, "10001").note("10001", "7", "Enhancer", text, SOON);

        assertThat(Trial.item(trial.attempt(), "network"))
                .returns(End.FAILED, ItemResult::end)
                .returns("note 7 " + complaint, ItemResult::detail);
        assertThat(trial.diagnosis().cause()).isEqualTo(Cause.PRODUCTION);
    }

    @Test
    void aNoteThatSaysAllThatIsExpectedIsFine() throws Exception {
        Trial trial = trial(
                withContent("note: { min-length: 20, contains: kb-101, sections: [Cause, Advice], without: [globex],"
                                + " words-of: '${item.subject}' }\n")
                        .replaceFirst("(?m)^  - \\{ name: database.*\\n", ""));
        new FakeServiceDesk(trial, "10001")
                .note(
                        "10001",
                        "7",
                        "Enhancer",
                        "<p>Cause: the network of the third floor</p><p>Advice: KB-101</p>",
                        SOON);

        trial.attempt();

        assertThat(trial.met()).isTrue();
    }

    @Test
    void aTextThatIsEmptyForAnItemIsNotLookedForAndProvesNothing() throws Exception {
        Trial trial = trial(withContent("note: { without: '${item.other}' }\n")
                .replaceFirst("(?m)^  - \\{ name: database.*\\n", "")
                .replace("name: network,", "name: network, other: ' ',"));
        new FakeServiceDesk(trial, "10001").note("10001", "7", "Enhancer", "anything", SOON);

        assertThat(Trial.item(trial.attempt(), "network"))
                .returns(End.NOT_JUDGED, ItemResult::end)
                .satisfies(item -> assertThat(item.detail()).contains("no value for ${item.other}"));
        assertThat(trial.production.count("POST", "/webhook")).isZero();
    }

    @Test
    void aNoteOnTheWrongTicketIsNamed() throws Exception {
        Trial trial = trial(withContent(ABOUT));
        new FakeServiceDesk(trial, "10001", "10002")
                .note("10002", "8", "Enhancer", "The network of the third floor: renew the lease", SOON);

        List<Evidence> facts = trial.attempt();

        assertThat(Trial.item(facts, "network"))
                .returns(End.FAILED, ItemResult::end)
                .returns("wrong ticket: note 8 on request 10002 ('database') is about this one", ItemResult::detail);
        assertThat(Trial.item(facts, "database")).returns(End.FAILED, ItemResult::end);
    }
}
