package io.prodgate.check.journey;

import io.prodgate.check.request.Step;
import io.prodgate.plan.Keys;
import io.prodgate.plan.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds {@code forge}. */
final class ForgeriesReader {
    private final Keys own;

    ForgeriesReader(Keys own) {
        this.own = own;
    }

    List<Forgery> read(Optional<Step> send) {
        Map<String, Forgery> words = Forgery.words();
        List<Forgery> forgeries = new ArrayList<>();
        for (String word : own.texts("forge")) {
            Forgery forgery = words.get(word);
            if (forgery == null) {
                own.error(
                        "forge",
                        "'" + word + "' is no way to make a request wrong",
                        Nearest.hint(word, words.keySet()));
            } else {
                forgeries.add(forgery);
            }
        }
        if (own.has("forge") && own.texts("forge").isEmpty()) {
            own.error("forge", "nothing is made wrong", "one of " + String.join(", ", words.keySet()));
        }
        if (own.has("forge") && send.isPresent()) {
            if (send.get().signature().isEmpty()) {
                own.error("forge", "there is no signature to make wrong", "add 'sign' to 'send'");
            } else if (forgeries.contains(Forgery.OLD_TIMESTAMP)
                    && !send.get().signature().get().timed()) {
                own.error("forge", "this signature has no time", "leave out old-timestamp");
            }
        }
        return forgeries;
    }
}
