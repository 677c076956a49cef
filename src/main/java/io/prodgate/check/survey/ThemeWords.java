package io.prodgate.check.survey;

import io.prodgate.check.survey.answers.Answer;
import io.prodgate.evidence.SurveyReading;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A theme of open answers, found by how words begin.
 *
 * @param name of the theme
 * @param starts how words begin that speak of it: {@code slow} is in {@code slowly}; several words have to follow each other
 */
record ThemeWords(String name, List<String> starts) {
    ThemeWords {
        starts = starts.stream().map(ThemeWords::words).toList();
    }

    SurveyReading.Theme in(List<Answer> answers) {
        List<Answer> speaking = answers.stream().filter(this::speaks).toList();
        long technicians =
                speaking.stream().map(answer -> answer.who().id()).distinct().count();
        return new SurveyReading.Theme(name, (int) technicians, speaking.size());
    }

    private boolean speaks(Answer answer) {
        String words = " " + words(answer.comment());
        return starts.stream().anyMatch(start -> words.contains(" " + start));
    }

    /** Words without case, with one space between them; umlauts are letters like others, however they are composed. */
    static String words(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{Mn}]+", " ")
                .strip();
    }
}
