package io.prodgate.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.demo.DemoClient.Response;
import org.junit.jupiter.api.Test;

class SignUpEdgeTest {
    @Test
    void nobodySignsUpWhereItIsDisabledAndEverythingElseWorks() throws Exception {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.SIGN_UP_DISABLED);
                DemoClient client = new DemoClient(platform.url())) {
            Response refused = client.post("/api/v1/users/anonymous", "{}");

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("detail").asText()).isEqualTo("Anonymous sign-up is disabled");
            assertThat(client.get("/api/v1/users/me").status()).isEqualTo(401);
            assertThat(client.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void aQuotaLetsSomeInAndTellsTheNextWhenToComeBack() throws Exception {
        try (DemoPlatform platform = DemoPlatform.start(Scenario.SIGN_UP_QUOTA);
                DemoClient client = new DemoClient(platform.url())) {
            assertThat(client.post("/api/v1/users/anonymous", "{}").status()).isEqualTo(201);

            Response refused = client.post("/api/v1/users/anonymous", "{}");

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("3600");
            assertThat(client.get("/health").status()).isEqualTo(200);
        }
    }
}
