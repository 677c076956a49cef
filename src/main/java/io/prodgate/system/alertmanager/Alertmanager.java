package io.prodgate.system.alertmanager;

import io.prodgate.evidence.SystemTrouble;
import io.prodgate.system.SystemException;
import io.prodgate.system.Systems;
import io.prodgate.system.Visit;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks an Alertmanager, within one visit. */
public final class Alertmanager {
    private static final int MOST_BYTES = 16 << 20;

    private final Visit visit;
    private final AlertmanagerApi api;

    /** An Alertmanager that is visited. */
    public Alertmanager(Systems systems, Visit visit) {
        this.visit = visit.reading(MOST_BYTES);
        this.api = systems.client(AlertmanagerApi.class, this.visit);
    }

    /**
     * The alerts with a label that are not resolved, silenced and inhibited ones among them.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<AlertAnswer> alerts(String label, String value) throws SystemException, InterruptedException {
        String quoted = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return visit.ask(() -> api.alerts(List.of(label + "=\"" + quoted + '"')));
    }

    /**
     * All alerts that are not resolved.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<AlertAnswer> alerts() throws SystemException, InterruptedException {
        return visit.ask(() -> api.alerts(List.of()));
    }

    /**
     * The groups of alerts that are not resolved.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<GroupAnswer> groups() throws SystemException, InterruptedException {
        return visit.ask(api::groups);
    }

    /**
     * The silences that hold something back now.
     *
     * @throws SystemException if there is no usable answer; the log says why
     */
    public List<SilenceAnswer> silences() throws SystemException, InterruptedException {
        return visit.ask(api::silences).stream().filter(SilenceAnswer::active).toList();
    }

    /**
     * Where it sends alerts.
     *
     * @throws SystemException if there is no usable answer, or none with a configuration as documented; the log says why
     */
    public Routing routing() throws SystemException, InterruptedException {
        return visit.ask(() -> api.status()
                .config()
                .flatMap(StatusAnswer.Config::original)
                .flatMap(Routing::read)
                .orElseThrow(() -> visit.refused(
                        SystemTrouble.Kind.UNREADABLE, "its configuration has no routes and receivers as documented")));
    }

    /**
     * How often it has told somebody something, from its own metrics.
     *
     * @throws SystemException if there is no usable answer, or none with these numbers; the log says why
     */
    public Deliveries deliveries() throws SystemException, InterruptedException {
        return visit.ask(() -> {
            Deliveries found =
                    Deliveries.read(new String(visit.fetch("/metrics", "text/plain"), StandardCharsets.UTF_8));
            if (found.byWay().isEmpty()) {
                throw visit.refused(
                        SystemTrouble.Kind.UNREADABLE,
                        "its /metrics have no alertmanager_notification_requests_total by integration");
            }
            return found;
        });
    }
}
