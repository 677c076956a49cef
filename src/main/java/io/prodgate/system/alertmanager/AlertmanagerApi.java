package io.prodgate.system.alertmanager;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * The part of Alertmanager's API that prodgate asks. A wrong filter is answered with 400.
 *
 * @see <a href="https://raw.githubusercontent.com/prometheus/alertmanager/main/api/v2/openapi.yaml">API v2</a>
 */
@Path("/api/v2")
@Produces("application/json")
public interface AlertmanagerApi {
    /** Its version and its configuration, with secrets masked. */
    @GET
    @Path("/status")
    StatusAnswer status();

    /**
     * The alerts that are not resolved, silenced and inhibited ones among them.
     *
     * @param filter matchers, all of which have to match: {@code alertname="QueueDepthHigh"}
     */
    @GET
    @Path("/alerts")
    List<AlertAnswer> alerts(@QueryParam("filter") List<String> filter);

    /** The same alerts in the groups in which they are sent; an alert that is sent to several receivers is in several. */
    @GET
    @Path("/alerts/groups")
    List<GroupAnswer> groups();

    /** All silences, expired ones among them. */
    @GET
    @Path("/silences")
    List<SilenceAnswer> silences();
}
