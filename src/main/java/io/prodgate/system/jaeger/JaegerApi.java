package io.prodgate.system.jaeger;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

/**
 * What Jaeger's query service answers over HTTP, port 16686: version 3 with OTLP JSON, and the older JSON of its own user interface,
 * which alone takes tags in a search.
 *
 * @see <a href="https://www.jaegertracing.io/docs/latest/architecture/apis/">Jaeger's APIs</a>
 */
@Path("/api")
@Produces("application/json")
public interface JaegerApi {
    /** Names of all services that have traces: {@code {"services": ["webhook", "worker"]}}, without the key if there are none. */
    @GET
    @Path("/v3/services")
    JsonNode v3Services();

    /** One trace; 404 if there is none. */
    @GET
    @Path("/v3/traces/{id}")
    V3Traces v3Trace(@PathParam("id") String id);

    /**
     * Traces of a service; 404 if there is none in newer versions, an empty answer in older ones.
     *
     * @param from RFC 3339
     * @param to RFC 3339
     * @param most how many at most
     */
    @GET
    @Path("/v3/traces")
    V3Traces v3Traces(
            @QueryParam("query.service_name") String service,
            @QueryParam("query.start_time_min") String from,
            @QueryParam("query.start_time_max") String to,
            @QueryParam("query.num_traces") int most);

    /** Names of all services that have traces. */
    @GET
    @Path("/services")
    V2Services v2Services();

    /** One trace; 404 if there is none. */
    @GET
    @Path("/traces/{id}")
    V2Traces v2Trace(@PathParam("id") String id);

    /**
     * Traces of a service.
     *
     * @param tags a JSON object: a trace is found if one of its spans has all of them
     * @param from microseconds since 1970
     * @param to microseconds since 1970
     * @param most how many at most
     */
    @GET
    @Path("/traces")
    V2Traces v2Traces(
            @QueryParam("service") String service,
            @QueryParam("tags") String tags,
            @QueryParam("start") long from,
            @QueryParam("end") long to,
            @QueryParam("limit") int most);
}
