package io.prodgate.system.grafana;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * The part of Grafana's HTTP API that prodgate asks. A token of a service account that may view dashboards is enough.
 *
 * @see <a href="https://grafana.com/docs/grafana/latest/developers/http_api/">HTTP API</a>
 */
@Path("/api")
@Produces("application/json")
public interface GrafanaApi {
    /** How it is; 503 if it is not well. */
    @GET
    @Path("/health")
    Health health();

    /**
     * The dashboards that our token may see.
     *
     * @param type {@code dash-db} for dashboards alone
     * @param limit 5000 at most
     */
    @GET
    @Path("/search")
    List<Listed> search(@QueryParam("type") String type, @QueryParam("limit") int limit);

    /** One dashboard; 404 if there is none. */
    @GET
    @Path("/dashboards/uid/{uid}")
    DashboardAnswer dashboard(@PathParam("uid") String uid);

    /** What Grafana tells its own pages. */
    @GET
    @Path("/frontend/settings")
    Settings settings();

    /**
     * What happened to rules that Grafana evaluates itself, from its database.
     *
     * @param type {@code alert} for changes of alerts alone
     * @param from milliseconds since 1970
     * @param to milliseconds since 1970
     * @see <a href="https://grafana.com/docs/grafana/latest/developers/http_api/annotations/">annotations</a>
     */
    @GET
    @Path("/annotations")
    List<Annotation> annotations(
            @QueryParam("type") String type,
            @QueryParam("from") long from,
            @QueryParam("to") long to,
            @QueryParam("limit") int limit);

    /**
     * The same from Loki, where Grafana keeps the history of its alerts there; 4xx where it does not.
     *
     * @param from seconds since 1970
     * @param to seconds since 1970
     * @see <a href="https://grafana.com/docs/grafana/latest/alerting/set-up/configure-alert-state-history/">state history</a>
     */
    @GET
    @Path("/v1/rules/history")
    HistoryAnswer history(@QueryParam("from") long from, @QueryParam("to") long to, @QueryParam("limit") int limit);

    /** Asks data sources what a panel asks them; 400 or 207 if a query has a mistake. */
    @POST
    @Path("/ds/query")
    @Consumes("application/json")
    DataAnswer data(DataQuestion question);
}
