package io.prodgate.report;

import io.prodgate.evidence.SurveyReading;
import io.prodgate.evidence.SurveyReading.Score;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What people answered in a survey, as people read it. */
final class SurveyFact {
    private SurveyFact() {}

    static Fact of(SurveyReading reading) {
        List<Fact.Detail> details = new ArrayList<>();
        details.add(Fact.detail("read from", reading.source()));
        scores(reading, "", "answers").ifPresent(details::add);
        reading.scores().stream()
                .map(Score::category)
                .filter(category -> !category.isEmpty())
                .distinct()
                .forEach(category -> scores(reading, category, "answers about " + Fact.line(category))
                        .ifPresent(details::add));
        if (!reading.themes().isEmpty()) {
            details.add(Fact.detail(
                    "themes", reading.themes().stream().map(SurveyFact::theme).collect(Collectors.joining("\n"))));
        }
        if (!reading.quotes().isEmpty()) {
            details.add(Fact.detail(
                    "quotes, chosen by people",
                    reading.quotes().stream().map(SurveyFact::quote).collect(Collectors.joining("\n"))));
        }
        return new Fact(Fact.line("survey: " + told(reading)), false, details);
    }

    /** Who answered, in one line. */
    static String told(SurveyReading reading) {
        return Figures.count(reading.technicians(), "technician")
                + (reading.simulated() ? " (made up)" : "")
                + (reading.missing() > 0 ? " of " + Figures.number(reading.wanted()) + " wanted" : "")
                + " on " + Figures.count(reading.tickets(), "ticket")
                + ": " + Figures.count(reading.answers(), "answer")
                + (reading.duplicates() > 0
                        ? ", " + Figures.count(reading.duplicates(), "duplicate") + " left out"
                        : "");
    }

    static String mean(Score score) {
        return score.n() == 0
                ? "–"
                : BigDecimal.valueOf(score.mean())
                        .setScale(2, RoundingMode.DOWN)
                        .toPlainString();
    }

    static String median(Score score) {
        return score.n() == 0
                ? "–"
                : BigDecimal.valueOf(score.median()).stripTrailingZeros().toPlainString();
    }

    /** The share of 4 and 5 in whole percent, cut: what is not yet 80 % is not called so. */
    static long good(Score score) {
        return 100L
                * (score.counts().get(SurveyReading.BEST - 2) + score.counts().get(SurveyReading.BEST - 1))
                / score.n();
    }

    private static Optional<Fact.Detail> scores(SurveyReading reading, String category, String name) {
        String rows = reading.scores().stream()
                .filter(score -> score.category().equals(category))
                .map(SurveyFact::row)
                .collect(Collectors.joining("\n"));
        return rows.isEmpty() ? Optional.empty() : Optional.of(Fact.detail(name, rows));
    }

    private static String row(Score score) {
        String counts = score.counts().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return "%s: mean %s, median %s, n = %s (1 to 5: %s)"
                .formatted(score.question(), mean(score), median(score), Figures.number(score.n()), counts);
    }

    private static String theme(SurveyReading.Theme theme) {
        return "%s: %s, %s"
                .formatted(
                        Fact.line(theme.name()),
                        Figures.count(theme.technicians(), "technician"),
                        Figures.count(theme.answers(), "answer"));
    }

    private static String quote(SurveyReading.Quote quote) {
        return "%s%s: “%s”"
                .formatted(
                        Fact.line(quote.technician()),
                        quote.ticket().isEmpty() ? "" : " on " + Fact.line(quote.ticket()),
                        Fact.line(quote.text()));
    }
}
