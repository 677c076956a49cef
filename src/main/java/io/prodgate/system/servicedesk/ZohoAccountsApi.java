package io.prodgate.system.servicedesk;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Optional;

/**
 * Who gives tokens for the cloud edition: {@code https://accounts.zoho.com}, {@code .eu}, {@code .in}, …
 *
 * @see <a href="https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token-expiry.html">Zoho, refreshing access tokens</a>
 */
@Path("/oauth/v2")
@Produces("application/json")
public interface ZohoAccountsApi {
    /** A token for an hour. Only so many are given in ten minutes. */
    @POST
    @Path("/token")
    TokenAnswer refresh(
            @FormParam("grant_type") String grantType,
            @FormParam("client_id") String clientId,
            @FormParam("client_secret") String clientSecret,
            @FormParam("refresh_token") String refreshToken);

    /**
     * {@code {"access_token": "1000.…", "expires_in": 3600, …}}, or with the same status {@code {"error": "invalid_code"}}.
     *
     * @param token the token
     * @param seconds how long it lasts
     * @param error why there is none
     */
    record TokenAnswer(
            @JsonProperty("access_token") Optional<String> token,
            @JsonProperty("expires_in") Optional<Long> seconds,
            Optional<String> error) {}
}
