package io.prodgate.cli;

import io.prodgate.journal.Fold;
import io.prodgate.journal.Journal;
import io.prodgate.journal.JournalException;
import io.prodgate.journal.JournalReader;
import io.prodgate.report.attestation.AttestationReport;
import io.prodgate.verdict.FileDigest;
import io.prodgate.verdict.Gate;
import io.prodgate.verdict.Judge;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Release;
import io.prodgate.verdict.Seal;
import io.prodgate.verdict.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Lets a release through, or says why not: from the journal alone, which has to be whole, and with a key the one that was signed.
 *
 * @param key of who may sign
 * @param now the time
 */
record Doorkeeper(Optional<PublicKey> key, Instant now) {
    /** Clocks of two machines differ. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /**
     * What the doorkeeper says.
     *
     * @param judged the run, if its journal could be read
     * @param standing how its gate stands
     * @param refusals why the release is not let through; empty if it is
     */
    record Word(Optional<Judged> judged, Optional<Standing> standing, List<String> refusals) {
        static Word refused(String why) {
            return new Word(Optional.empty(), Optional.empty(), List.of(why));
        }
    }

    /** Asks for a release with the run that is to have approved it. */
    Word ask(Path folder, Release wanted) {
        JournalReader journal;
        try {
            journal = JournalReader.read(folder);
        } catch (JournalException e) {
            return Word.refused(String.valueOf(e.getMessage()));
        }
        Optional<String> untrue = journal.damage()
                .map(damage -> "the journal was cut or changed: " + damage)
                .or(() -> unsigned(folder));
        if (untrue.isPresent()) {
            return Word.refused(untrue.get());
        }
        Judged judged;
        try {
            judged = Judge.judge(Fold.of(journal.entries()));
        } catch (JournalException e) {
            return Word.refused(String.valueOf(e.getMessage()));
        }
        Instant last = journal.entries().getLast().at();
        if (last.isAfter(now.plus(CLOCKS))) {
            return Word.refused("the journal's last event is of " + last + ", and here it is " + now
                    + ": one of the clocks is wrong");
        }
        Standing standing = Standing.of(judged, now);
        List<String> refusals =
                standing.gate() == Gate.CLOSED ? List.of(standing.why()) : wanted.differences(Release.of(judged.run()));
        return new Word(Optional.of(judged), Optional.of(standing), refusals);
    }

    /** Why the journal is not the one that was attested. */
    private Optional<String> unsigned(Path folder) {
        try {
            String journal = FileDigest.sha256(folder.resolve(Journal.FILE_NAME));
            Path statement = folder.resolve(AttestationReport.FILE_NAME);
            if (key.isEmpty()) {
                return Files.exists(statement)
                        ? other(AttestationReport.FILE_NAME, Seal.journal(Files.readAllBytes(statement)), journal)
                        : Optional.empty();
            }
            Path seal = folder.resolve(Seal.FILE_NAME);
            return Files.exists(seal)
                    ? other(Seal.FILE_NAME, Seal.journal(Seal.open(Files.readAllBytes(seal), key.get())), journal)
                    : Optional.of("the run is not signed: there is no " + seal);
        } catch (Seal.BrokenException e) {
            return Optional.of("the attestation does not hold: " + e.getMessage());
        } catch (IOException e) {
            return Optional.of("the attestation cannot be read: " + e.getMessage());
        }
    }

    private static Optional<String> other(String file, String attested, String journal) {
        return attested.equals(journal)
                ? Optional.empty()
                : Optional.of("the journal is not the one that " + file
                        + " is about: it was cut or changed after the run's end");
    }
}
