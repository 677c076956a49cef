package io.prodgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.Redactor;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SignatureTest {
    @TempDir
    private Path folder;

    @Test
    void a_signature_is_about_the_journal_as_it_was_until_the_run_goes_on() throws IOException {
        run();
        sign();
        assertThat(result().signatures()).singleElement().satisfies(signed -> {
            assertThat(signed.current()).isTrue();
            assertThat(signed.signature().by()).isEqualTo("Jo");
        });

        append(new Event.RunResumed("0.1.0", 0));
        assertThat(result().signatures()).extracting(RunResult.Signed::current).containsExactly(false);
    }

    @Test
    void a_signature_of_another_journal_is_damage() throws IOException {
        run();
        append(new Event.SignedOff(signature("00".repeat(32))));

        JournalReader read = JournalReader.read(folder);
        assertThat(read.damage()).hasValueSatisfying(why -> assertThat(why).endsWith("a signature of another journal"));
        assertThat(Fold.of(read.entries()).signatures()).isEmpty();
    }

    @Test
    void a_run_whose_plan_says_nothing_of_acceptance_has_the_journal_it_always_had() throws IOException {
        run();

        assertThat(Files.readString(folder.resolve(Journal.FILE_NAME))).doesNotContain("acceptance", "criteria");
        assertThat(result().head().accepted()).isEqualTo(Acceptance.NONE);
    }

    private void run() {
        try (Journal journal = Journal.create(folder, new Redactor(List.of()), SteppingTime.atNoon())) {
            JournalTest.someEvents().forEach(journal::append);
        }
    }

    private void sign() {
        try (ResumedJournal earlier = ResumedJournal.take(folder)) {
            Signature signature = signature(earlier.digest());
            try (Journal journal = earlier.goOn(new Redactor(List.of()), SteppingTime.atNoon())) {
                journal.append(new Event.SignedOff(signature));
            }
        }
    }

    private void append(Event event) {
        try (ResumedJournal earlier = ResumedJournal.take(folder);
                Journal journal = earlier.goOn(new Redactor(List.of()), SteppingTime.atNoon())) {
            journal.append(event);
        }
    }

    private RunResult result() {
        return Fold.of(JournalReader.read(folder).entries());
    }

    private static Signature signature(String journal) {
        return new Signature("Operations lead", "Jo", Optional.empty(), "approved", false, Optional.empty(), journal);
    }
}
