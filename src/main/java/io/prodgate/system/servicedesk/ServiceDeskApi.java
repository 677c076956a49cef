package io.prodgate.system.servicedesk;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

/**
 * What is read of ServiceDesk Plus v3. Both editions have the same paths below their base URL; the cloud's base is that of a portal,
 * {@code https://…/app/PORTAL}.
 *
 * @see <a href="https://www.manageengine.com/products/service-desk/sdpop-v3-api/requests/request_note.html">on-premises</a>
 * @see <a href="https://www.manageengine.com/products/service-desk/sdpod-v3-api/requests/request_note.html">cloud</a>
 */
@Path("/api/v3/requests")
@Produces("application/vnd.manageengine.sdp.v3+json")
public interface ServiceDeskApi {
    /** One request. */
    @GET
    @Path("/{request}")
    RequestAnswer request(@PathParam("request") String request);

    /**
     * A page of the notes on a request; mostly without their texts.
     *
     * @param input {@code {"list_info": {"row_count": 100, "start_index": 1}}}
     */
    @GET
    @Path("/{request}/notes")
    NotesAnswer notes(@PathParam("request") String request, @QueryParam("input_data") String input);

    /** One note, with its text. */
    @GET
    @Path("/{request}/notes/{note}")
    NoteAnswer note(@PathParam("request") String request, @PathParam("note") String note);
}
