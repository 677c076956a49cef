package io.prodgate.journal;

import java.util.Optional;

/**
 * What a person put a name to: a verdict of a journal.
 *
 * @param role in which the person signs, by the plan's words if it lists roles
 * @param by who signs, by the name the person goes by
 * @param account who the CI knows that it is: {@code octocat (github-actions)}; empty outside a CI
 * @param verdict as it was, by its name on the wire
 * @param rejected whether the person refuses to accept it
 * @param comment in the person's words, if there are any
 * @param journalSha256 of the journal's line before: what was there to be signed
 */
public record Signature(
        String role,
        String by,
        Optional<String> account,
        String verdict,
        boolean rejected,
        Optional<String> comment,
        String journalSha256) {
    /** Whether one person gave both, as far as can be known. */
    public boolean bySameAs(String otherName, Optional<String> otherAccount) {
        boolean sameName = Names.same(by, otherName);
        boolean sameAccount = account.isPresent() && account.equals(otherAccount);
        return sameName || sameAccount;
    }
}
