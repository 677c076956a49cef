package io.prodgate.check.alert;

import io.prodgate.system.SystemException;
import io.prodgate.system.alertmanager.AlertAnswer;
import io.prodgate.system.alertmanager.Alertmanager;
import io.prodgate.system.alertmanager.SilenceAnswer;
import java.util.ArrayList;
import java.util.List;

/** Why Alertmanager holds an alert back. */
final class Suppression {
    static final String SUBJECT = "alert heard";
    static final String EXPECTED = "neither silenced nor inhibited";

    private Suppression() {}

    /** In words: who silenced it until when and why, and which alerts inhibit it. */
    static String told(AlertAnswer alert, Alertmanager alertmanager) throws SystemException, InterruptedException {
        List<String> why = new ArrayList<>();
        List<String> silencedBy = alert.status().silencedBy().orElse(List.of());
        if (!silencedBy.isEmpty()) {
            List<SilenceAnswer> silences = alertmanager.silences();
            for (String id : silencedBy) {
                why.add(silences.stream()
                        .filter(silence -> silence.id().equals(id))
                        .findFirst()
                        .map(SilenceAnswer::told)
                        .orElse("silence " + id));
            }
        }
        List<String> inhibitedBy = alert.status().inhibitedBy().orElse(List.of());
        if (!inhibitedBy.isEmpty()) {
            List<AlertAnswer> all = alertmanager.alerts();
            for (String fingerprint : inhibitedBy) {
                why.add("inhibited by "
                        + all.stream()
                                .filter(other -> other.fingerprint().equals(fingerprint))
                                .findFirst()
                                .map(other -> String.valueOf(other.labels()))
                                .orElse("alert " + fingerprint));
            }
        }
        alert.status()
                .mutedBy()
                .orElse(List.of())
                .forEach(interval -> why.add("muted in the time interval " + interval));
        return why.isEmpty() ? "suppressed, Alertmanager does not say why" : String.join("; ", why);
    }
}
