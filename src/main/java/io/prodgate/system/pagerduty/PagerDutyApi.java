package io.prodgate.system.pagerduty;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * The part of PagerDuty's REST API, version 2, that prodgate asks, below {@code https://api.pagerduty.com} (in the EU {@code
 * https://api.eu.pagerduty.com}). A token that may only read is enough. Lists are paged by {@code offset} and {@code more}; too many
 * questions are answered with 429.
 *
 * @see <a href="https://developer.pagerduty.com/api-reference/9d0b4b12e36f9-list-incidents">list incidents</a>
 */
@Produces("application/json")
@Path("")
public interface PagerDutyApi {
    /**
     * Incidents that were made in a time.
     *
     * @param since RFC 3339
     * @param until RFC 3339; six months later at most
     * @param services ids of services; all that the token may see if empty
     * @param limit 100 at most
     * @param offset how many are left out
     */
    @GET
    @Path("/incidents")
    IncidentsAnswer incidents(
            @QueryParam("since") String since,
            @QueryParam("until") String until,
            @QueryParam("service_ids[]") List<String> services,
            @QueryParam("limit") int limit,
            @QueryParam("offset") int offset);

    /**
     * The alerts that an incident consists of; one that came by the Events API holds all that was sent.
     *
     * @see <a href="https://developer.pagerduty.com/api-reference/4bc42e7ac0c59-list-alerts-for-an-incident">list alerts</a>
     */
    @GET
    @Path("/incidents/{id}/alerts")
    AlertsAnswer alerts(@PathParam("id") String id, @QueryParam("limit") int limit, @QueryParam("offset") int offset);

    /**
     * What happened to an incident.
     *
     * @see <a href="https://developer.pagerduty.com/api-reference/367538c23d42a-list-log-entries-for-an-incident">log entries</a>
     */
    @GET
    @Path("/incidents/{id}/log_entries")
    LogAnswer log(@PathParam("id") String id, @QueryParam("limit") int limit, @QueryParam("offset") int offset);

    /**
     * Who is told after whom.
     *
     * @see <a href="https://developer.pagerduty.com/api-reference/af9b3a9a5a7c9-get-an-escalation-policy">escalation policy</a>
     */
    @GET
    @Path("/escalation_policies/{id}")
    PolicyAnswer policy(@PathParam("id") String id);
}
