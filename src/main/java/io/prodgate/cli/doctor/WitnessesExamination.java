package io.prodgate.cli.doctor;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.NameLookup;
import io.prodgate.evidence.NameLookup.Answer;
import io.prodgate.evidence.VantageProbe;
import io.prodgate.plan.Witnesses;
import io.prodgate.plan.Witnesses.NameServer;
import io.prodgate.traffic.Inquiry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The vantage points and name servers of the plan: would they tell, if production did not answer? */
final class WitnessesExamination implements Examination {
    private final URI production;
    private final Probe probe;

    WitnessesExamination(URI production, Probe probe) {
        this.production = production;
        this.probe = probe;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        Witnesses witnesses = probe.traffic().witnesses();
        List<String> servers = witnesses.nameServers().orElse(List.of()).stream()
                .map(NameServer::toString)
                .toList();
        if (witnesses.vantagePoints().isEmpty() && servers.isEmpty()) {
            return List.of();
        }
        EvidenceLog log = probe.log();
        probe.traffic().askWitnesses(Inquiry.about(production.toString(), Inquiry.Doubt.NAME), log);
        List<Finding> findings = new ArrayList<>(vantagePoints(all(log, VantageProbe.class)));
        findings.addAll(nameServers(all(log, NameLookup.class).stream()
                .filter(lookup -> servers.contains(lookup.server()))
                .toList()));
        return List.copyOf(findings);
    }

    private static <E extends Evidence> List<E> all(EvidenceLog log, Class<E> type) {
        return log.facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static List<Finding> vantagePoints(List<VantageProbe> probes) {
        boolean anyWorks = probes.stream().anyMatch(VantageProbe::usable);
        return probes.stream().map(seen -> vantagePoint(seen, anyWorks)).toList();
    }

    private static Finding vantagePoint(VantageProbe seen, boolean anyWorks) {
        String subject = "vantage point " + seen.vantage();
        if (seen.reached()) {
            return Finding.ok(subject, "reaches production (" + seen.detail() + ")");
        }
        if (seen.usable()) {
            return Finding.warn(
                    subject,
                    "works, but does not reach production: " + seen.detail(),
                    "let it in, or look at production: if it is down for the runner too, this counts against it");
        }
        String what = "cannot be used: " + seen.detail();
        String todo = "check its URL and credentials, and that this machine may reach it";
        return anyWorks ? Finding.warn(subject, what, todo) : Finding.fail(subject, what, todo);
    }

    private static List<Finding> nameServers(List<NameLookup> lookups) {
        boolean anyAnswers = lookups.stream().anyMatch(WitnessesExamination::answers);
        return lookups.stream().map(lookup -> nameServer(lookup, anyAnswers)).toList();
    }

    private static boolean answers(NameLookup lookup) {
        return lookup.answer() == Answer.FOUND || lookup.answer() == Answer.NOT_FOUND;
    }

    private static Finding nameServer(NameLookup lookup, boolean anyAnswers) {
        String subject = "name server " + lookup.server();
        return switch (lookup.answer()) {
            case FOUND -> Finding.ok(subject, "finds " + lookup.name());
            case NOT_FOUND ->
                Finding.warn(
                        subject,
                        "does not find " + lookup.name(),
                        "name servers that know production's name, or create its record");
            case FAILED, SILENT -> {
                String what = lookup.answer() == Answer.SILENT ? "does not answer" : "could not tell";
                String todo = "allow this machine to ask it (UDP and TCP), or name another one";
                yield anyAnswers ? Finding.warn(subject, what, todo) : Finding.fail(subject, what, todo);
            }
        };
    }
}
