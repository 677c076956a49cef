package io.prodgate.check.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ApkReading.FoundHost;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApkProofHostsTest {
    private static final ApkProofHosts BUILT_IN = new ApkProofHosts(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://staging.example.com",
                "staging.example.com",
                "https://api-staging.example.com",
                "https://api.dev.example.com",
                "https://dev2.example.com",
                "https://qa.example.com",
                "https://uat-1.example.com",
                "https://preprod.example.com",
                "https://pre-prod.example.com",
                "https://api.non-prod.example.com",
                "https://test.example.co.uk",
                "https://example-test.herokuapp.com",
                "http://laptop.local",
                "http://backend.test",
                "https://abc123.ngrok-free.app",
                "http://10.0.2.2",
                "http://10.0.2.2:8080",
                "10.0.2.2:8080",
                "http://192.168.178.20:3000",
                "https://172.20.1.1",
                "http://localhost:3000",
                "localhost:3000",
                "http://127.0.0.1:8080",
                "http://[::1]:8080",
            })
    void forbidsTestSystemsAndDevelopersMachines(String origin) {
        assertThat(BUILT_IN.forbids(found(origin))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.example.com",
                "https://flutter.dev",
                "https://developer.android.com",
                "https://latest.example.com",
                "https://contest.example.com",
                "https://devices.example.com",
                "https://equal.example.com",
                "https://8.8.8.8",
                "https://172.32.0.1",
                "10.0.2.2",
                "192.168.49.1",
                "http://localhost",
                "https://localhost",
                "http://localhost:8081",
                "http://127.0.0.1",
            })
    void leavesTheRestAlone(String origin) {
        assertThat(BUILT_IN.forbids(found(origin))).isFalse();
    }

    @Test
    void forbidsWhatThePlanAddsAndAllowsWhatItExcepts() {
        ApkProofHosts rules = new ApkProofHosts(
                List.of("*.old.example.com", "100.64.0.0/10", "api.example.com:8443"),
                List.of("test.payments.example.net", "localhost:9000"));

        assertThat(List.of(
                        "https://v1.old.example.com",
                        "http://100.64.3.4",
                        "https://api.example.com:8443",
                        "v1.old.example.com"))
                .allMatch(origin -> rules.forbids(found(origin)));
        assertThat(List.of("https://api.example.com", "https://test.payments.example.net", "http://localhost:9000"))
                .noneMatch(origin -> rules.forbids(found(origin)));
    }

    @Property
    void aStarStandsForAnyCharacters(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String before,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String between,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 8) String after) {
        assertThat(ApkProofHosts.glob(before + "*" + after, before + between + after))
                .isTrue();
        assertThat(ApkProofHosts.glob("*" + between + "*", before + between + after))
                .isTrue();
        assertThat(ApkProofHosts.glob(before + "*d" + after, before + between + after))
                .isFalse();
    }

    private static FoundHost found(String origin) {
        String host = origin.replaceFirst("^[a-z]+://", "").replaceFirst(":\\d+$", "");
        return new FoundHost(origin, host, List.of("classes.dex"));
    }
}
