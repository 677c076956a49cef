package io.prodgate.check.survey.form;

import io.prodgate.check.survey.answers.Answer;
import io.prodgate.check.survey.answers.Question;
import io.prodgate.check.survey.answers.Ticket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A form in one file that works offline. Its policy lets nothing in and nothing out: what is answered leaves it only as a file that the browser
 * saves, or in a mail that its user sends.
 */
final class FormPage {
    private final Asking asking;

    FormPage(Asking asking) {
        this.asking = asking;
    }

    String html() {
        String style = resource("form.css");
        String script = resource("form.js");
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <title>Survey: %s</title>
            <style>%s</style>
            </head>
            <body>
            <main>
            <h1>How good were the enhancements of your tickets?</h1>
            <p>Please answer for each ticket that you worked on, from 1 (not at all) to 5 (very much), and leave out the others. Nothing is
            sent by itself: at the end you save your answers as a file.</p>
            <noscript><p><strong>This form needs JavaScript to save your answers.</strong></p></noscript>
            <form id="survey" data-survey="%s" data-mail="%s" autocomplete="off" novalidate>
            <p><label class="text" for="who">Your name or mail address</label>
            <input type="text" id="who" required maxlength="200" aria-describedby="who-hint">
            <small id="who-hint">So that nobody counts twice. %s</small></p>
            %s
            <div class="actions">
            <button type="submit">Save answers as a file</button>
            <button type="button" id="mail">Send by e-mail</button>
            </div>
            <p id="status" role="status" aria-live="polite"></p>
            </form>
            </main>
            <script>%s</script>
            </body>
            </html>
            """.formatted(
                        hash(style),
                        hash(script),
                        escaped(asking.survey()),
                        style,
                        escaped(asking.survey()),
                        escaped(asking.mail()),
                        asking.promise(),
                        IntStream.range(0, asking.tickets().size())
                                .mapToObj(at -> section(at, asking.tickets().get(at)))
                                .collect(Collectors.joining("\n")),
                        script);
    }

    private String section(int number, Ticket ticket) {
        return """
            <section data-ticket="%s" aria-labelledby="t%d">
            <h2 id="t%d">%s</h2>
            %s
            <p><label class="text" for="t%d-open">%s</label>
            <textarea id="t%d-open" rows="3" maxlength="5000"></textarea></p>
            <button type="button" class="clear" aria-describedby="t%d">Clear this ticket</button>
            </section>\
            """.formatted(
                        escaped(ticket.id()),
                        number,
                        number,
                        escaped(Asking.told(ticket)),
                        Question.rated().stream()
                                .map(question -> question(number, question))
                                .collect(Collectors.joining("\n")),
                        number,
                        escaped(asking.wording().asked(Question.OPEN)),
                        number,
                        number);
    }

    private String question(int number, Question question) {
        return """
            <fieldset>
            <legend>%s</legend>
            <div class="scale"><span class="hint" aria-hidden="true">not at all</span>%s<span class="hint" aria-hidden="true">very much</span></div>
            </fieldset>\
            """.formatted(
                        escaped(asking.wording().asked(question)),
                        IntStream.rangeClosed(1, Answer.BEST)
                                .mapToObj(value ->
                                        "<label><input type=\"radio\" name=\"t%d-%s\" data-question=\"%s\" value=\"%d\">%d</label>"
                                                .formatted(number, question.id(), question.id(), value, value))
                                .collect(Collectors.joining()));
    }

    private static String escaped(String text) {
        return Asking.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = FormPage.class.getResourceAsStream("/survey/" + name)) {
            if (in == null) {
                throw new IllegalStateException("/survey/" + name + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
