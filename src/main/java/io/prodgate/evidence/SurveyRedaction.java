package io.prodgate.evidence;

/** What people answered, with every text in it redacted. */
final class SurveyRedaction {
    private SurveyRedaction() {}

    static SurveyReading of(SurveyReading reading, Redactor redactor) {
        return new SurveyReading(
                redactor.redact(reading.source()),
                reading.questions().stream()
                        .map(asked -> new SurveyReading.Question(asked.id(), redactor.redact(asked.text())))
                        .toList(),
                reading.technicians(),
                reading.wanted(),
                reading.tickets(),
                reading.answers(),
                reading.duplicates(),
                reading.comments(),
                reading.scores().stream()
                        .map(score -> new SurveyReading.Score(
                                redactor.redact(score.category()),
                                score.question(),
                                score.counts(),
                                score.n(),
                                score.mean(),
                                score.median()))
                        .toList(),
                reading.themes().stream()
                        .map(theme -> new SurveyReading.Theme(
                                redactor.redact(theme.name()), theme.technicians(), theme.answers()))
                        .toList(),
                reading.quotes().stream()
                        .map(quote -> new SurveyReading.Quote(
                                redactor.redact(quote.technician()),
                                redactor.redact(quote.ticket()),
                                redactor.redact(quote.text())))
                        .toList(),
                reading.pseudonymous(),
                reading.simulated(),
                reading.first(),
                reading.last());
    }
}
