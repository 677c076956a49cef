package io.prodgate.check.survey;

import io.prodgate.check.results.FilePattern;
import io.prodgate.check.survey.answers.Names;
import io.prodgate.check.survey.answers.Ticket;
import io.prodgate.check.survey.answers.Wording;
import io.prodgate.plan.Position;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A survey as the plan has it.
 *
 * @param id of the check
 * @param at where it stands in the plan
 * @param answers the files that are read
 * @param technicians how many have to answer to approve by it
 * @param wording of the questions and the columns
 * @param tickets that people are asked about; none if it may be any
 * @param claims what the answers should be
 * @param themes what open answers are searched for
 * @param names what becomes of those of the technicians
 * @param simulated whether they are made up
 * @param waits how long after the run's start answers are waited for
 */
public record Survey(
        String id,
        Position at,
        List<FilePattern> answers,
        int technicians,
        Wording wording,
        List<Ticket> tickets,
        List<Claim> claims,
        List<ThemeWords> themes,
        Names names,
        boolean simulated,
        Optional<Duration> waits) {
    public Survey {
        answers = List.copyOf(answers);
        tickets = List.copyOf(tickets);
        claims = List.copyOf(claims);
        themes = List.copyOf(themes);
    }

    /** The one file that answers can be added to; empty if the plan names several, or by a pattern. */
    public Optional<Path> file() {
        return answers.size() == 1 && answers.getFirst().matchers().isEmpty()
                ? Optional.of(answers.getFirst().root())
                : Optional.empty();
    }

    /** The files as the plan names them. */
    String source() {
        return answers.stream().map(FilePattern::written).collect(Collectors.joining(", "));
    }
}
