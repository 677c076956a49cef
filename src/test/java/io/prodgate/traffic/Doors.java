package io.prodgate.traffic;

import io.prodgate.evidence.Credential;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Acceptance;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Rate;
import io.prodgate.plan.Template;
import io.prodgate.plan.Witnesses;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Doors to test servers, with what a test does not care about filled in. */
final class Doors {
    private final URI url;
    private Optional<Rate> rate = Optional.empty();
    private Optional<Path> authority = Optional.empty();
    private Optional<Plan.ClientCertificate> clientCertificate = Optional.empty();
    private Witnesses witnesses = Witnesses.none();
    private Time time = Time.system();
    private Map<String, String> environment = Map.of();
    private final Map<String, Template> headers = new LinkedHashMap<>();
    private final Map<String, Plan.SystemEntry> systems = new LinkedHashMap<>();

    private Doors(URI url) {
        this.url = url;
    }

    static Doors to(URI url) {
        return new Doors(url);
    }

    Doors rate(int count, Duration per) {
        rate = Optional.of(new Rate(count, per));
        return this;
    }

    Doors trusting(Path pem) {
        authority = Optional.of(pem);
        return this;
    }

    Doors showing(Path certificate, Path key) {
        clientCertificate = Optional.of(new Plan.ClientCertificate(certificate, key));
        return this;
    }

    Doors controls(URI... urls) {
        witnesses = new Witnesses(List.of(urls), witnesses.vantagePoints(), witnesses.nameServers());
        return this;
    }

    Doors vantagePoints(Witnesses.VantagePoint... points) {
        witnesses = new Witnesses(witnesses.controls(), List.of(points), witnesses.nameServers());
        return this;
    }

    Doors nameServers(Witnesses.NameServer... servers) {
        witnesses = new Witnesses(witnesses.controls(), witnesses.vantagePoints(), Optional.of(List.of(servers)));
        return this;
    }

    Doors time(Time clock) {
        time = clock;
        return this;
    }

    Doors environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    Doors header(String name, String value) {
        headers.put(name, Template.literal(value));
        return this;
    }

    Doors system(String name, URI address) {
        systems.put(name, new Plan.SystemEntry(address, Optional.empty(), Optional.empty(), Map.of()));
        return this;
    }

    HttpTraffic open() throws SetupException {
        return HttpTraffic.open(
                plan(), reference -> Optional.empty(), "run-1", "0.1.0", environment, time, new Random(42));
    }

    Plan plan() {
        Plan.Production production = new Plan.Production(
                "tickets",
                url,
                Optional.empty(),
                Optional.empty(),
                rate,
                Duration.ZERO,
                headers,
                authority,
                clientCertificate,
                List.of(),
                Optional.empty());
        return new Plan(
                Path.of("prodgate.yaml"),
                "0".repeat(64),
                production,
                witnesses,
                Duration.ofMinutes(5),
                16,
                Map.of(),
                systems,
                List.of(),
                new Plan.QuarantineList(0, List.of()),
                Optional.empty(),
                Plan.GateEntry.USUAL,
                List.of(),
                Plan.DisruptionCap.USUAL,
                Acceptance.NONE);
    }

    static EvidenceLog log(String... secrets) {
        return new EvidenceLog(new Redactor(List.of(secrets)));
    }

    static Request get(URI base, String path) {
        return request("GET", base, path, Duration.ofSeconds(10));
    }

    static Request request(String method, URI base, String path, Duration timeout) {
        return new Request(method, base.resolve(path), List.of(), Optional.empty(), timeout, Credential.NONE);
    }

    static Instant soon() {
        return Instant.now().plusSeconds(30);
    }
}
