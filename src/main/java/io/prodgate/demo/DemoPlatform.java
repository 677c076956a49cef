package io.prodgate.demo;

import io.prodgate.evidence.Time;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The stand-in production: a small ticket platform over HTTPS on loopback, in this process and in memory only, with a
 * control host and a name server beside it. It takes signed webhooks, works them off a queue, writes notes, keeps its tenants apart, signs
 * anonymous users up, counts, and limits its clients' pace; a {@link Scenario} makes it misbehave.
 */
public final class DemoPlatform implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final Scenario scenario;
    private final Worker worker;
    private final Door platform;
    private final Door control;
    private final Door names;

    private DemoPlatform(Scenario scenario, Worker worker, Door platform, Door control, Door names) {
        this.scenario = scenario;
        this.worker = worker;
        this.platform = platform;
        this.control = control;
        this.names = names;
    }

    /**
     * Ports to listen on.
     *
     * @param platform 0: any that is free
     * @param control 0: any that is free
     * @param names of UDP, 0: any that is free
     */
    public record Ports(int platform, int control, int names) {
        /** Any that are free. */
        public static Ports free() {
            return new Ports(0, 0, 0);
        }

        /** A port for the platform, the next one for the control host, and the one after for the name server. */
        public static Ports from(int platform) {
            return new Ports(platform, platform + 1, platform + 2);
        }
    }

    /** Starts a platform on the machine's clock and free ports. */
    public static DemoPlatform start(Scenario scenario) throws IOException {
        return start(scenario, Ports.free(), Time.system(), new SecureRandom());
    }

    /**
     * Starts a platform. It answers when this returns.
     *
     * @param random makes identifiers and tokens
     * @throws IOException with one sentence for people, if a port cannot be had
     */
    public static DemoPlatform start(Scenario scenario, Ports ports, Time time, RandomGenerator random)
            throws IOException {
        Behaviour behaviour = scenario.behaviour();
        Assembly assembly = Assembly.of(behaviour.watch(), time, random);
        Deque<Door> open = new ArrayDeque<>();
        try {
            open.push(door(behaviour.control(), ports.control(), ServerCertificate.VALID, controlHost(assembly)));
            open.push(door(
                    behaviour.listening(),
                    ports.platform(),
                    behaviour.certificate(),
                    assembly.behind(behaviour.edges(time))));
            open.push(opened(ports.names(), () -> NameServer.open(address(ports.names()))));
        } catch (IOException | RuntimeException e) {
            open.forEach(Door::close);
            throw e;
        }
        Door names = open.pop();
        Door platform = open.pop();
        return new DemoPlatform(scenario, assembly.startWorker(behaviour.habit()), platform, open.pop(), names);
    }

    /** How it behaves. */
    public Scenario scenario() {
        return scenario;
    }

    /** Where the platform is, if its name is known to the machine's resolver: {@code https://localhost:PORT}. */
    public URI url() {
        return URI.create("https://" + scenario.behaviour().host() + ":" + platform.port());
    }

    /** Where the control host is: {@code https://127.0.0.1:PORT}, another host than the platform's to whoever asks. */
    public URI controlUrl() {
        return URI.create("https://127.0.0.1:" + control.port());
    }

    /** Writes the demo plan for this platform, without a stage for the app. */
    public Path writePlan(Path folder) throws IOException {
        return writePlan(folder, Optional.empty(), false);
    }

    /**
     * Writes the demo plan for this platform, with the files it refers to, into a folder, which is made if it is not
     * there. Files of an earlier demo plan are replaced.
     *
     * @param disruption whether it also breaks the platform on purpose
     * @param app what the plan tries on devices, too, if there is anything
     * @return the plan: {@code prodgate.yaml} in that folder
     * @throws IOException if the folder holds a plan that is not the demo's, or cannot be written
     */
    public Path writePlan(Path folder, Optional<DemoApp> app, boolean disruption) throws IOException {
        return DemoPlan.write(
                folder,
                new DemoPlan.Addresses(url(), controlUrl(), "127.0.0.1:" + names.port()),
                scenario.behaviour().plan(),
                app,
                disruption);
    }

    /** Stops everything and gives the ports back. */
    @Override
    public void close() {
        try (names;
                control;
                platform;
                worker) {
            // Closing them is all there is to do; the worker goes first, so that no call waits for it.
        }
    }

    private static Door door(boolean open, int port, ServerCertificate certificate, Endpoint endpoint)
            throws IOException {
        return opened(
                port,
                () -> open
                        ? OpenDoor.open(address(port), certificate.serverContext(), endpoint)
                        : ClosedDoor.hold(address(port)));
    }

    /** Opens something at a port. */
    @FunctionalInterface
    private interface Opening {
        Door open() throws IOException;
    }

    private static Door opened(int port, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (BindException e) {
            throw new IOException("port " + port + " on 127.0.0.1 is taken; choose another one", e);
        }
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress("localhost", LOOPBACK), port);
    }

    private static Endpoint controlHost(Assembly assembly) {
        List<Route> routes = new ArrayList<>(assembly.monitoring());
        routes.add(page("/", "The control host of the demo."));
        routes.add(page("/prometheus", "The Prometheus of the demo: its API is below /prometheus/api/v1."));
        routes.add(page("/alertmanager", "The Alertmanager of the demo: its API is below /alertmanager/api/v2."));
        routes.add(page("/jaeger", "The Jaeger of the demo: its APIs are below /jaeger/api and /jaeger/api/v3."));
        routes.add(page("/grafana", "The Grafana of the demo: its API is below /grafana/api."));
        return new Routes(routes);
    }

    private static Route page(String path, String text) {
        return Route.get(path, call -> Answer.html(200, "<p>" + text + "</p>\n"));
    }
}
