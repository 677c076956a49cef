package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.PaceWait;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Plan;
import io.prodgate.plan.Values;
import io.prodgate.plan.Witnesses;
import io.prodgate.traffic.names.NameWitnesses;
import io.prodgate.traffic.names.SystemResolver;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** {@link Traffic} over HTTP: the one place where the channels are stacked. */
public final class HttpTraffic implements Traffic {
    /** How long a TCP connection and TLS handshake may take. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Requests under way at one host: never fewer than checks that run in parallel. */
    private static final int LEAST_IN_FLIGHT = 16;

    /** Where Unix systems say which resolvers they go by; elsewhere there is no such file. */
    private static final String RESOLVER_CONFIGURATION = "/etc/resolv.conf";

    private final HttpClient client;
    private final Recording channel;
    private final Handshakes handshakes;
    private final Plan plan;
    private final Hearing hearing;
    private final Pacing pacing;
    private final Map<String, String> identity;

    private HttpTraffic(
            Plan plan,
            HttpClient client,
            Recording channel,
            Handshakes handshakes,
            Hearing hearing,
            Pacing pacing,
            Map<String, String> identity) {
        this.plan = plan;
        this.client = client;
        this.channel = channel;
        this.handshakes = handshakes;
        this.hearing = hearing;
        this.pacing = pacing;
        this.identity = identity;
    }

    /**
     * Opens the door to the outside for one run. Nothing is sent yet.
     *
     * @param plan production, its systems and hosts, limits, controls, authorities and client certificate
     * @param values fills in the references of production's headers
     * @param runId shown to production with every request
     * @param version of prodgate
     * @param environment of the process, for {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}
     * @param random for trace ids and jitter
     * @throws SetupException if a certificate, key, authority or proxy of the plan or environment cannot be used
     */
    public static HttpTraffic open(
            Plan plan,
            Values values,
            String runId,
            String version,
            Map<String, String> environment,
            Time time,
            RandomGenerator random)
            throws SetupException {
        SystemResolver.forgetAbsences();
        Destinations destinations = new Destinations(plan);
        Proxies proxies = Proxies.of(environment);
        Trust trust = Trust.with(plan.production().ca());
        KeyManager[] keys = ClientKeys.of(plan.production().clientCertificate(), destinations);
        Troubles troubles = new Troubles(proxies, time);
        HttpClient client = client(trust, keys, proxies);

        // From the inside out. A repeat passes everything from the pace inwards again, with a trace id of its own.
        Channel wire = new Wire(
                new Departures(client, proxies, SystemResolver.ofThisMachine(), time), proxies, troubles, time);
        Channel identity =
                new Identity(runId, version, plan.production().headers(), values, destinations, random, wire);
        Channel hostHealth =
                new HostHealth(Math.max(plan.parallel(), LEAST_IN_FLIGHT), HostHealth.REST, time, identity);
        Pacing pacing = new Pacing(destinations, time, random, hostHealth);
        Repeats repeats = new Repeats(new Refusals(pacing));
        HostGuard hostGuard = new HostGuard(destinations, time, repeats);
        Recording recording = new Recording(hostGuard);

        String userAgent = Identity.userAgent(runId, version);
        Handshakes handshakes = new Handshakes(trust, keys, proxies, troubles, time);
        Hearing hearing = new Hearing(
                new Controls(plan.controls(), client, proxies, troubles, userAgent, time),
                new Vantages(plan.witnesses().vantagePoints(), plan.controls(), values, client, trust, userAgent, time),
                plan.witnesses()
                        .nameServers()
                        .map(servers -> new NameWitnesses(
                                servers, SystemResolver.ofThisMachine(), Path.of(RESOLVER_CONFIGURATION), time)),
                handshakes,
                time);
        return new HttpTraffic(plan, client, recording, handshakes, hearing, pacing, Identity.ofRun(runId, version));
    }

    private static HttpClient client(Trust trust, KeyManager[] keys, Proxies proxies) throws SetupException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT)
                .proxy(proxies)
                .sslContext(tls(keys, trust));
        return builder.build();
    }

    static SSLContext tls(KeyManager[] keys, TrustManager trust) throws SetupException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SetupException("TLS cannot be set up", "this Java", "check the Java installation", e);
        }
    }

    @Override
    public Reply exchange(Request request, EvidenceLog log, Instant deadline) throws InterruptedException {
        return exchange(request, log, deadline, Sending.UNHEEDED);
    }

    @Override
    public Reply exchange(Request request, EvidenceLog log, Instant deadline, Sending sending)
            throws InterruptedException {
        return channel.send(new Call(request, log, deadline, sending, Instant.MIN, 0));
    }

    @Override
    public @Nullable CertificateChain inspect(String host, int port, EvidenceLog log, Instant deadline)
            throws InterruptedException {
        return handshakes.inspect(host, port, log, deadline);
    }

    @Override
    public void askWitnesses(Inquiry inquiry, EvidenceLog log) throws InterruptedException {
        hearing.ask(inquiry, log);
    }

    @Override
    public Optional<PaceWait> admit(URI url, int requests, EvidenceLog log, Instant deadline)
            throws InterruptedException {
        return pacing.admit(url, requests, log, deadline);
    }

    @Override
    public void limited(URI url, String word) {
        pacing.limited(url, word);
    }

    @Override
    public Map<String, String> identity() {
        return identity;
    }

    @Override
    public Witnesses witnesses() {
        return plan.witnesses();
    }

    /** Drops what is still under way and all connections. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
