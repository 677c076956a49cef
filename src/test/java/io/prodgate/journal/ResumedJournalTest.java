package io.prodgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prodgate.evidence.Redactor;
import io.prodgate.testing.SteppingTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedJournalTest {
    private static final Redactor NO_SECRETS = new Redactor(List.of());

    @TempDir
    Path folder;

    private final SteppingTime time = SteppingTime.atNoon();
    private Path file;
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve(Journal.FILE_NAME);
        try (Journal journal = Journal.create(folder, NO_SECRETS, time)) {
            JournalTest.someEvents().forEach(journal::append);
        }
        whole = Files.readAllBytes(file);
    }

    @Test
    void cutAtAnyByteItGoesOnBehindTheLastWholeEvent() throws IOException {
        int firstLine = indexOf(whole, 0) + 1;
        for (int length = firstLine; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Files.deleteIfExists(folder.resolve(ResumedJournal.CUT_FILE_NAME));
            int kept = JournalReader.read(folder).entries().size();

            goOn();

            JournalReader read = JournalReader.read(folder);
            assertThat(read.damage()).as("cut at byte %d", length).isEmpty();
            assertThat(read.entries()).as("cut at byte %d", length).hasSize(kept + 1);
            boolean atLineEnd = whole[length - 1] == '\n';
            assertThat(Files.exists(folder.resolve(ResumedJournal.CUT_FILE_NAME)))
                    .isEqualTo(!atLineEnd);
        }
    }

    @Test
    void whatIsCutOffIsPutAside() throws IOException {
        byte[] cut = Arrays.copyOf(whole, whole.length - 7);
        Files.write(file, cut);

        goOn();

        String aside = Files.readString(folder.resolve(ResumedJournal.CUT_FILE_NAME));
        assertThat(new String(cut, StandardCharsets.UTF_8)).endsWith(aside.stripTrailing());
        assertThat(aside).startsWith("{\"n\":6,").endsWith("\n");
    }

    @Test
    void anEditOfAnyByteBeforeTheLastLineIsRefused() throws IOException {
        int lastLine = lineStarts().getLast();
        for (int at = 0; at < lastLine; at++) {
            byte[] edited = whole.clone();
            edited[at] = (byte) (edited[at] == 'x' ? 'y' : 'x');
            Files.write(file, edited);

            assertThatThrownBy(() -> ResumedJournal.take(folder))
                    .as("byte %d", at)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("events.jsonl:")
                    .hasMessageContaining("begin a new run");
            assertThat(file).hasBinaryContent(edited);
        }
    }

    @Test
    void linesThatAreSwappedOrTakenOutAreRefused() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int at = 1; at < lines.size() - 1; at++) {
            List<String> swapped = new ArrayList<>(lines);
            java.util.Collections.swap(swapped, at, at + 1);
            Files.write(file, swapped);
            assertThatThrownBy(() -> ResumedJournal.take(folder)).hasMessageContaining("was changed");

            List<String> less = new ArrayList<>(lines);
            less.remove(at);
            Files.write(file, less);
            assertThatThrownBy(() -> ResumedJournal.take(folder)).hasMessageContaining("was changed");
        }
    }

    @Test
    void withoutARunsStartThereIsNothingToGoOnWith() throws IOException {
        Files.write(file, Arrays.copyOf(whole, 100));

        assertThatThrownBy(() -> ResumedJournal.take(folder))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("nothing was done")
                .hasMessageContaining("Begin a new run");
    }

    @Test
    void onlyOneAtATimeMayHoldARun() {
        try (ResumedJournal held = ResumedJournal.take(folder)) {
            assertThatThrownBy(() -> ResumedJournal.take(folder)).hasMessageContaining("another prodgate is at work");
            try (Journal open = held.goOn(NO_SECRETS, time)) {
                open.append(new Event.RunResumed("0.1.0", 0));
                assertThatThrownBy(() -> ResumedJournal.take(folder))
                        .hasMessageContaining("another prodgate is at work");
            }
        }
        ResumedJournal.take(folder).close();
    }

    @Test
    void aRunThatIsBegunIsHeldToo() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        try (Journal journal = Journal.create(other, NO_SECRETS, time)) {
            JournalTest.someEvents().forEach(journal::append);
            assertThatThrownBy(() -> ResumedJournal.take(other)).hasMessageContaining("another prodgate is at work");
        }
        ResumedJournal.take(other).close();
    }

    private void goOn() {
        try (ResumedJournal held = ResumedJournal.take(folder);
                Journal open = held.goOn(NO_SECRETS, time)) {
            open.append(new Event.RunResumed("0.1.0", held.cut()));
        }
    }

    private List<Integer> lineStarts() {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int at = 0; at < whole.length - 1; at++) {
            if (whole[at] == '\n') {
                starts.add(at + 1);
            }
        }
        return starts;
    }

    private static int indexOf(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
