package io.prodgate.system;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of each form that clients of systems have. */
@Path("/api/v1")
@Produces("application/json")
public interface SampleApi {
    @GET
    @Path("/things/{name}/parts")
    Thing get(
            @PathParam("name") String name,
            @QueryParam("match[]") List<String> match,
            @QueryParam("limit") @Nullable Integer limit,
            @HeaderParam("X-Kind") String kind);

    @POST
    @Path("/query")
    Thing form(@FormParam("query") String query, @FormParam("time") @Nullable String time);

    @POST
    @Path("/things")
    @Consumes("application/json")
    Thing json(Thing thing);

    record Thing(String name, Optional<Integer> size, List<String> parts) {}
}
