package io.prodgate.traffic.names;

import io.prodgate.evidence.NameLookup.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.minidns.dnsmessage.DnsMessage;
import org.minidns.dnsname.DnsName;
import org.minidns.record.CNAME;
import org.minidns.record.InternetAddressRR;
import org.minidns.record.NS;
import org.minidns.record.Record;
import org.minidns.record.SOA;

/**
 * What an answer amounts to.
 *
 * @param addresses of the name, if it was found
 * @param authoritative whether the server speaks for the zone that the name is in
 * @param negativeFor how long the absence may be remembered
 * @param alias what the name stands for, if the answer ends there
 * @param referral the zone's servers, if the server only knows who knows
 */
record Said(
        Answer answer,
        List<InetAddress> addresses,
        boolean authoritative,
        Optional<Duration> negativeFor,
        Optional<DnsName> alias,
        List<DnsName> referral) {
    /** Longer chains of aliases are circles. */
    private static final int LONGEST_CHAIN = 16;

    /** No answer that could be used. */
    static Said nothing(Answer answer) {
        return new Said(answer, List.of(), false, Optional.empty(), Optional.empty(), List.of());
    }

    /** Reads an answer to a question for addresses of a name. */
    static Said of(DnsMessage message, DnsName name) {
        DnsName end = end(message, name);
        Optional<DnsName> alias = end.equals(name) ? Optional.empty() : Optional.of(end);
        List<InetAddress> addresses = addresses(message.answerSection, end);
        if (message.responseCode == DnsMessage.RESPONSE_CODE.NX_DOMAIN) {
            return absent(message, alias);
        }
        if (message.responseCode != DnsMessage.RESPONSE_CODE.NO_ERROR) {
            return nothing(Answer.FAILED);
        }
        if (!addresses.isEmpty()) {
            return new Said(
                    Answer.FOUND,
                    addresses,
                    message.authoritativeAnswer,
                    Optional.empty(),
                    Optional.empty(),
                    List.of());
        }
        List<DnsName> referral = message.authoritativeAnswer ? List.of() : servers(message);
        return referral.isEmpty() ? absent(message, alias) : referred(referral);
    }

    /**
     * The AA bit is about the first name of a chain (RFC 1035 section 4.1.1), the absence about the last (RFC 6604 section 3). Who
     * speaks for a zone names it by its SOA record when something is not there (RFC 2308 section 3); who merely blocks a name does not.
     */
    private static Said absent(DnsMessage message, Optional<DnsName> alias) {
        Optional<Duration> negativeFor = negativeFor(message);
        return new Said(
                Answer.NOT_FOUND,
                List.of(),
                message.authoritativeAnswer && alias.isEmpty() && negativeFor.isPresent(),
                negativeFor,
                alias,
                List.of());
    }

    private static Said referred(List<DnsName> servers) {
        return new Said(Answer.FAILED, List.of(), false, Optional.empty(), Optional.empty(), servers);
    }

    /** RFC 2308 section 5: the smaller of the SOA record's TTL and its minimum. */
    private static Optional<Duration> negativeFor(DnsMessage message) {
        return message.authoritySection.stream()
                .filter(record -> record.payloadData instanceof SOA)
                .map(record ->
                        Duration.ofSeconds(Math.max(0, Math.min(record.ttl, ((SOA) record.payloadData).minimum))))
                .findFirst();
    }

    /** Where the chain of aliases ends that begins with a name. */
    private static DnsName end(DnsMessage message, DnsName name) {
        DnsName current = name;
        for (int step = 0; step < LONGEST_CHAIN; step++) {
            DnsName from = current;
            Optional<DnsName> next = message.answerSection.stream()
                    .filter(record -> record.payloadData instanceof CNAME && record.name.equals(from))
                    .map(record -> ((CNAME) record.payloadData).target)
                    .findFirst();
            if (next.isEmpty()) {
                return current;
            }
            current = next.get();
        }
        return current;
    }

    /** The addresses that a section gives for a name. */
    static List<InetAddress> addresses(List<? extends Record<?>> section, DnsName name) {
        List<InetAddress> addresses = new ArrayList<>();
        for (Record<?> record : section) {
            if (record.name.equals(name) && record.payloadData instanceof InternetAddressRR<?> address) {
                addresses.add(address.getInetAddress());
            }
        }
        return addresses;
    }

    private static List<DnsName> servers(DnsMessage message) {
        boolean absence = message.authoritySection.stream().anyMatch(record -> record.payloadData instanceof SOA);
        return absence
                ? List.of()
                : message.authoritySection.stream()
                        .filter(record -> record.payloadData instanceof NS)
                        .map(record -> ((NS) record.payloadData).target)
                        .toList();
    }
}
