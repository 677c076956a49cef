package io.prodgate.system.prometheus;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * The part of Prometheus' HTTP API that prodgate asks. Queries go as forms, since a query may be longer than a URL may be. A wrong
 * query is answered with 400 or 422, one that took too long with 503.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>
 */
@Path("/api/v1")
@Produces("application/json")
public interface PrometheusApi {
    /**
     * The value of a query at one instant.
     *
     * @param query PromQL
     * @param time Unix time in seconds with decimals; now if left out
     */
    @POST
    @Path("/query")
    QueryAnswer query(@FormParam("query") String query, @FormParam("time") @Nullable String time);

    /**
     * The values of a query at many instants.
     *
     * @param query PromQL
     * @param start Unix time in seconds with decimals
     * @param end Unix time in seconds with decimals; it is included
     * @param step seconds with decimals
     */
    @POST
    @Path("/query_range")
    QueryAnswer range(
            @FormParam("query") String query,
            @FormParam("start") String start,
            @FormParam("end") String end,
            @FormParam("step") String step);

    /**
     * The targets that are scraped.
     *
     * @param state {@code active}, {@code dropped} or {@code any}
     */
    @GET
    @Path("/targets")
    TargetsAnswer targets(@QueryParam("state") String state);

    /**
     * The rules.
     *
     * @param type {@code alert} or {@code record}
     */
    @GET
    @Path("/rules")
    RulesAnswer rules(@QueryParam("type") String type);

    /** The alerts that are pending or firing. */
    @GET
    @Path("/alerts")
    AlertsAnswer alerts();
}
