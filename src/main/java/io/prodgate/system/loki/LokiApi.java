package io.prodgate.system.loki;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

/**
 * The part of Loki's HTTP API that prodgate asks. A wrong query is answered with 400 and plain text. Where Loki serves several tenants
 * the header {@code X-Scope-OrgID} names one, or several with {@code |} between them.
 *
 * @see <a href="https://grafana.com/docs/loki/latest/reference/loki-http-api/">HTTP API</a>
 */
@Path("/loki/api/v1")
@Produces("application/json")
public interface LokiApi {
    /**
     * Log lines of a time.
     *
     * @param query LogQL
     * @param start nanoseconds since 1970, included
     * @param end nanoseconds since 1970, not included
     * @param limit how many lines at most; servers usually allow 5000
     * @param direction {@code backward} for the latest lines, {@code forward} for the first ones
     */
    @GET
    @Path("/query_range")
    LinesAnswer range(
            @QueryParam("query") String query,
            @QueryParam("start") String start,
            @QueryParam("end") String end,
            @QueryParam("limit") int limit,
            @QueryParam("direction") String direction);
}
