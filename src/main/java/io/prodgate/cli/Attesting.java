package io.prodgate.cli;

import io.prodgate.journal.Journal;
import io.prodgate.report.Reports;
import io.prodgate.report.attestation.AttestationReport;
import io.prodgate.verdict.FileDigest;
import io.prodgate.verdict.Judged;
import io.prodgate.verdict.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a run proved as a statement beside its journal, and signs it. Of a run that did not come to its end it says that nothing
 * is proven; with its signature nobody can change the run's beginning before it goes on.
 *
 * @param key by which it is signed
 */
record Attesting(Optional<PrivateKey> key) {
    /**
     * Writes the statement, and its seal; takes away what is there of an earlier state of the run.
     *
     * @return the files
     * @throws IOException if they cannot be written
     */
    List<Path> write(Judged judged, Path folder) throws IOException {
        Path statement = folder.resolve(AttestationReport.FILE_NAME);
        Path seal = folder.resolve(Seal.FILE_NAME);
        Files.deleteIfExists(seal);
        List<Path> written = new ArrayList<>(List.of(statement));
        Reports.write(new AttestationReport(folder), judged, statement);
        if (key.isPresent()) {
            Files.write(seal, Seal.envelope(Files.readAllBytes(statement), key.get()));
            written.add(seal);
        }
        return written;
    }

    /**
     * Makes sure that what is taken over from another run was signed by whoever signs this one: a signature must not make good what
     * anybody could have written.
     *
     * @throws CommandException if it was not
     */
    void guardSource(Path folder) throws CommandException {
        if (key.isPresent() && !Files.exists(folder.resolve(Seal.FILE_NAME))) {
            throw CommandException.usage("what is taken over from " + folder
                    + " is not signed, so it cannot be signed now: sign it, too, or leave out --signing-key");
        }
        if (key.isPresent()) {
            guard(folder);
        }
    }

    /**
     * Makes sure that a run which was signed is still what was signed, by whoever goes on with it: else the next signature would make
     * good what somebody changed.
     *
     * @throws CommandException if it is not, or no key, or another one, was named
     */
    void guard(Path folder) throws CommandException {
        Path seal = folder.resolve(Seal.FILE_NAME);
        if (!Files.exists(seal)) {
            return;
        }
        if (key.isEmpty()) {
            throw CommandException.usage("the run in " + folder
                    + " is signed, so what is added has to be, too: name its key" + " with --signing-key");
        }
        try {
            String sealed = Seal.journal(Seal.open(Files.readAllBytes(seal), key.get()));
            if (!sealed.equals(FileDigest.sha256(folder.resolve(Journal.FILE_NAME)))) {
                throw CommandException.usage("the journal in " + folder
                        + " is not the one that was signed: it was cut or changed since. Restore it, or begin"
                        + " a new run");
            }
        } catch (Seal.BrokenException e) {
            throw CommandException.usage("the signature " + seal + " does not hold: " + e.getMessage());
        } catch (IOException e) {
            throw CommandException.usage("the signature of " + folder + " cannot be read: " + e.getMessage());
        }
    }
}
