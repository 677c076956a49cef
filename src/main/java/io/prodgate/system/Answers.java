package io.prodgate.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.prodgate.evidence.HttpExchange;
import io.prodgate.evidence.SystemTrouble.Kind;
import io.prodgate.traffic.Reply;
import java.util.Optional;

/** What the answers of systems are worth, before anybody reads what is in them. */
final class Answers {
    private Answers() {}

    /** What is wrong with an answer, if anything is. */
    static Optional<Kind> trouble(HttpExchange exchange) {
        int status = exchange.status();
        if (status >= 200 && status < 300) {
            if (exchange.truncated()) {
                return Optional.of(Kind.TOO_LARGE);
            }
            return isWebPage(exchange) ? Optional.of(Kind.UNREADABLE) : Optional.empty();
        }
        return Optional.of(
                switch (status) {
                    case 401, 403, 407 -> Kind.CREDENTIAL_REFUSED;
                    case 404, 405, 410 -> Kind.NOT_FOUND;
                    default -> {
                        if (status >= 500) {
                            yield Kind.UNABLE;
                        }
                        yield status >= 400 ? Kind.QUESTION_REFUSED : Kind.NOT_FOUND;
                    }
                });
    }

    /** An answer that cannot be used, in words. */
    static String told(Reply.Answer answer, int most) {
        HttpExchange exchange = answer.exchange();
        String status = "HTTP " + exchange.status();
        if (exchange.truncated()) {
            return status + ", and the answer is larger than " + (exchange.bodyBytes() >> 20) + " MiB";
        }
        if (isWebPage(exchange)) {
            return status + " with a web page where JSON is expected";
        }
        Optional<String> elsewhere = exchange.header("location").filter(location -> exchange.status() / 100 == 3);
        if (elsewhere.isPresent()) {
            return status + " to " + cut(elsewhere.get(), most);
        }
        String text = answer.text().strip().replaceAll("\\s+", " ");
        return text.isEmpty() ? status + " without a word" : status + ": " + cut(text, most);
    }

    /** Where JSON goes wrong. */
    static String mistake(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
        return "the answer is not the JSON that its API documents: " + cut(e.getOriginalMessage(), 200) + where;
    }

    private static boolean isWebPage(HttpExchange exchange) {
        return exchange.header("content-type")
                        .filter(type -> type.startsWith("text/html"))
                        .isPresent()
                || exchange.body().stripLeading().startsWith("<");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
