package io.prodgate.traffic.names;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.NameLookup.Answer;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Witnesses.NameServer;
import io.prodgate.traffic.names.Dialogue.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.minidns.dnsname.DnsName;

/**
 * Asks who knows a name that was not found: the resolver of this machine, the name servers of the plan, and the zone's own servers.
 * Nothing but the name is told to anybody.
 */
public final class NameWitnesses {
    /** All questions together. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final int DNS_PORT = 53;
    private static final int MOST_RESOLVERS = 3;

    private final List<Server> named;
    private final SystemResolver system;
    private final Path configuration;
    private final int zonePort;
    private final Time time;
    private final Dialogue dialogue = new Dialogue();

    /**
     * Witnesses of names.
     *
     * @param named the name servers of the plan
     * @param configuration the file that tells which resolvers this machine goes by ({@code resolv.conf(5)}); it need not be there
     */
    public NameWitnesses(List<NameServer> named, SystemResolver system, Path configuration, Time time) {
        this(named, system, configuration, DNS_PORT, time);
    }

    /**
     * The same for zones whose servers listen elsewhere.
     *
     * @param zonePort at which they do
     */
    NameWitnesses(List<NameServer> named, SystemResolver system, Path configuration, int zonePort, Time time) {
        this.named = named.stream()
                .map(server -> new Server(
                        server.toString(),
                        new InetSocketAddress(InetAddress.ofLiteral(server.address()), server.port()),
                        true))
                .toList();
        this.system = system;
        this.configuration = configuration;
        this.zonePort = zonePort;
        this.time = time;
    }

    /** What is known of a host's name; nothing if it is an address, or a name of this machine's own. */
    public List<Evidence> ask(String host) throws InterruptedException {
        Optional<DnsName> name = name(host);
        if (name.isEmpty()) {
            return List.of();
        }
        Until until = Until.in(PATIENCE);
        List<Server> ours = resolvers();
        List<FutureTask<List<NameLookup>>> all = new ArrayList<>();
        all.add(start(() -> List.of(ours(host, name.get(), ours, until))));
        named.forEach(server -> all.add(start(
                () -> List.of(lookup(name.get(), server, server.addresses(name.get(), dialogue, until))))));
        all.add(start(() -> zones(name.get(), ours, until)));
        List<Evidence> facts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Optional<List<NameLookup>> said = await(all.get(i), until);
            facts.addAll(
                    said.orElse(i == 0 ? List.of(ours(host, Answer.SILENT, List.of(), Optional.empty())) : List.of()));
        }
        return facts;
    }

    private static Optional<DnsName> name(String host) {
        String bare = host.startsWith("[") ? host.substring(1) : host;
        // Names of the machine itself are no matter of DNS (RFC 6761 section 6.3).
        boolean ownName = bare.equalsIgnoreCase("localhost")
                || bare.toLowerCase(Locale.ROOT).endsWith(".localhost");
        if (ownName || bare.contains(":") || bare.matches("[0-9.]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(DnsName.from(bare));
        } catch (RuntimeException e) {
            // Not a name that DNS can hold: then nobody has to be asked for it.
            return Optional.empty();
        }
    }

    private static FutureTask<List<NameLookup>> start(Callable<List<NameLookup>> question) {
        FutureTask<List<NameLookup>> task = new FutureTask<>(question);
        Thread.ofVirtual().name("name-witness").start(task);
        return task;
    }

    /** A look-up by the machine's resolver cannot be broken off: then it is left to itself. */
    private static Optional<List<NameLookup>> await(FutureTask<List<NameLookup>> task, Until until)
            throws InterruptedException {
        try {
            return Optional.of(task.get(until.millis(PATIENCE), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            task.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a name server could not be asked", e.getCause());
        }
    }

    private NameLookup ours(String host, DnsName name, List<Server> resolvers, Until until) {
        try {
            InetAddress[] addresses = system.lookUp(host);
            List<String> shown =
                    Arrays.stream(addresses).map(InetAddress::getHostAddress).toList();
            return ours(host, Answer.FOUND, shown, Optional.empty());
        } catch (UnknownHostException e) {
            if (SystemResolver.couldNotTell(e)) {
                return ours(host, Answer.FAILED, List.of(), Optional.empty());
            }
            // The machine's way to its resolver does not tell for how long: the resolver itself does.
            Optional<Duration> negativeFor = resolvers.stream()
                    .limit(1)
                    .map(resolver -> resolver.addresses(name, dialogue, until))
                    .filter(said -> said.answer() == Answer.NOT_FOUND)
                    .flatMap(said -> said.negativeFor().stream())
                    .findFirst();
            return ours(host, Answer.NOT_FOUND, List.of(), negativeFor);
        }
    }

    private NameLookup ours(String host, Answer answer, List<String> addresses, Optional<Duration> negativeFor) {
        return new NameLookup(host, NameLookup.RUNNERS_RESOLVER, answer, addresses, false, negativeFor, time.now());
    }

    private List<NameLookup> zones(DnsName name, List<Server> ours, Until until) {
        List<Server> resolvers = new ArrayList<>(named);
        resolvers.addAll(ours);
        return new Zone(dialogue, zonePort)
                .ask(name, resolvers.stream().limit(MOST_RESOLVERS).toList(), until).stream()
                        .map(testimony -> lookup(testimony.name(), testimony.server(), testimony.said()))
                        .toList();
    }

    private NameLookup lookup(DnsName name, Server server, Said said) {
        return new NameLookup(
                name.toString(),
                server.shown(),
                said.answer(),
                said.addresses().stream().map(InetAddress::getHostAddress).toList(),
                said.authoritative(),
                said.negativeFor(),
                time.now());
    }

    /** The resolvers of {@code resolv.conf}; none where there is no such file. */
    private List<Server> resolvers() {
        try {
            return Files.readAllLines(configuration).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].equals("nameserver"))
                    .flatMap(words -> resolver(words[1]).stream())
                    .limit(MOST_RESOLVERS)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<Server> resolver(String address) {
        try {
            InetAddress literal = InetAddress.ofLiteral(address);
            return Optional.of(new Server(address, new InetSocketAddress(literal, DNS_PORT), true));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
