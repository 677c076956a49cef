package io.prodgate.traffic.names;

import io.prodgate.evidence.NameLookup.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsname.DnsName;
import org.minidns.record.CNAME;
import org.minidns.record.NS;
import org.minidns.record.Record;
import org.minidns.record.SOA;

/**
 * Finds the name servers that speak for a name and asks them. A resolver is needed to find them; what it remembers of the name itself
 * does not matter then.
 */
final class Zone {
    /** Two servers tell whether a zone agrees with itself. */
    private static final int MOST_SERVERS = 2;

    /** Aliases and referrals that are followed. */
    private static final int LONGEST_WAY = 5;

    private static final int MOST_LABELS = 12;

    private final Dialogue dialogue;
    private final int port;

    /**
     * A way to the zone's servers.
     *
     * @param port at which they are asked
     */
    Zone(Dialogue dialogue, int port) {
        this.dialogue = dialogue;
        this.port = port;
    }

    /** What one of the zone's servers says of a name. */
    record Testimony(DnsName name, Server server, Said said) {}

    /** Asks the servers of the zone that a name is in, and of those that its aliases lead to. */
    List<Testimony> ask(DnsName name, List<Server> resolvers, Dialogue.Until until) {
        return ask(name, servers(name, resolvers, until), resolvers, until, LONGEST_WAY);
    }

    private List<Testimony> ask(
            DnsName name, List<Server> servers, List<Server> resolvers, Dialogue.Until until, int wayLeft) {
        List<Testimony> all = new ArrayList<>();
        for (Server server : servers) {
            if (until.over()) {
                break;
            }
            Said said = server.addresses(name, dialogue, until);
            if (wayLeft > 0 && said.alias().isPresent()) {
                DnsName alias = said.alias().get();
                return ask(alias, servers(alias, resolvers, until), resolvers, until, wayLeft - 1);
            }
            if (wayLeft > 0 && !said.referral().isEmpty()) {
                return ask(name, reachable(said.referral(), resolvers, until), resolvers, until, wayLeft - 1);
            }
            all.add(new Testimony(name, server, said));
        }
        return all;
    }

    /** The servers of the zone that a name is in, whether the name is there or not. */
    private List<Server> servers(DnsName name, List<Server> resolvers, Dialogue.Until until) {
        for (Server resolver : resolvers) {
            Optional<DnsName> apex = apex(name, resolver, until);
            if (apex.isEmpty()) {
                continue;
            }
            List<DnsName> names = resolver.records(apex.get(), Record.TYPE.NS, dialogue, until).stream()
                    .map(record -> ((NS) record.payloadData).target)
                    .toList();
            List<Server> servers = reachable(names, List.of(resolver), until);
            if (!servers.isEmpty()) {
                return servers;
            }
        }
        return List.of();
    }

    /** The zone's own name: that of the SOA record which comes with any answer about what is not there (RFC 2308 section 3). */
    private Optional<DnsName> apex(DnsName name, Server resolver, Dialogue.Until until) {
        DnsName current = name;
        for (int label = 0; label < MOST_LABELS && !until.over(); label++) {
            try {
                DnsMessage message = resolver.ask(current, Record.TYPE.SOA, dialogue, until);
                boolean alias = message.answerSection.stream().anyMatch(record -> record.payloadData instanceof CNAME);
                Optional<DnsName> owner = alias ? Optional.empty() : owner(message, current);
                if (owner.isPresent()) {
                    return owner;
                }
            } catch (IOException e) {
                return Optional.empty();
            }
            if (current.isRootLabel()) {
                return Optional.empty();
            }
            current = current.getParent();
        }
        return Optional.empty();
    }

    private static Optional<DnsName> owner(DnsMessage message, DnsName name) {
        return Stream.concat(message.answerSection.stream(), message.authoritySection.stream())
                .filter(record -> record.payloadData instanceof SOA)
                .map(record -> record.name)
                .filter(owner -> owner.equals(name) || owner.isRootLabel() || name.isChildOf(owner))
                .findFirst();
    }

    private List<Server> reachable(List<DnsName> names, List<Server> resolvers, Dialogue.Until until) {
        List<Server> servers = new ArrayList<>();
        for (DnsName name : names) {
            if (servers.size() == MOST_SERVERS || until.over()) {
                break;
            }
            resolvers.stream()
                    .map(resolver -> resolver.addresses(name, dialogue, until))
                    .filter(said -> said.answer() == Answer.FOUND)
                    .flatMap(said -> said.addresses().stream())
                    .findFirst()
                    .map(address -> server(name, address))
                    .ifPresent(servers::add);
        }
        return servers;
    }

    private Server server(DnsName name, InetAddress address) {
        return new Server(name + " (" + address.getHostAddress() + ")", new InetSocketAddress(address, port), false);
    }
}
