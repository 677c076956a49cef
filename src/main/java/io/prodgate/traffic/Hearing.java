package io.prodgate.traffic;

import io.prodgate.evidence.CertificateChain;
import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import io.prodgate.traffic.Inquiry.Doubt;
import io.prodgate.traffic.names.NameWitnesses;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the witnesses that can tell, all at the same time, and none of them twice within a few seconds. */
final class Hearing {
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    /** A look from elsewhere costs others something, and production a request. */
    private static final Duration SIGHT_GOOD_FOR = Duration.ofSeconds(30);

    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    private final Controls controls;
    private final Vantages vantages;
    private final Optional<NameWitnesses> names;
    private final Handshakes handshakes;
    private final Time time;
    private final Recently<String> controlsSaid;
    private final Recently<String> namesSaid;
    private final Recently<String> chainsShown;
    private final Recently<URI> seen;

    /**
     * Those who can be asked.
     *
     * @param names empty if nobody is to be asked for names
     */
    Hearing(Controls controls, Vantages vantages, Optional<NameWitnesses> names, Handshakes handshakes, Time time) {
        this.controls = controls;
        this.vantages = vantages;
        this.names = names;
        this.handshakes = handshakes;
        this.time = time;
        controlsSaid = new Recently<>(GOOD_FOR, time);
        namesSaid = new Recently<>(GOOD_FOR, time);
        chainsShown = new Recently<>(GOOD_FOR, time);
        seen = new Recently<>(SIGHT_GOOD_FOR, time);
    }

    void ask(Inquiry inquiry, EvidenceLog log) throws InterruptedException {
        List<Recently.Source> witnesses = new ArrayList<>();
        witnesses.add(() -> controlsSaid.get("controls", controls::ask));
        inquiry.target().ifPresent(target -> witnesses.addAll(about(target, inquiry.doubt(), log)));
        sideBySide(witnesses).forEach(log::add);
    }

    private List<Recently.Source> about(URI target, Doubt doubt, EvidenceLog log) {
        return switch (doubt) {
            case NAME ->
                List.of(
                        () -> seen.get(target, () -> sideBySide(vantages.looksAt(withPath(target)))),
                        () -> name(target));
            case CONNECTION -> List.of(() -> seen.get(target, () -> sideBySide(vantages.looksAt(withPath(target)))));
            case CERTIFICATE -> List.of(() -> chain(target, log));
            case ANSWER -> List.of();
        };
    }

    private static URI withPath(URI target) {
        return target.resolve("/");
    }

    private List<Evidence> name(URI target) throws InterruptedException {
        String host = target.getHost().toLowerCase(Locale.ROOT);
        return names.isEmpty()
                ? List.of()
                : namesSaid.get(host, () -> names.get().ask(host));
    }

    /** The chain that is served, unless the attempt has it: it tells who signed what was refused. */
    private List<Evidence> chain(URI target, EvidenceLog log) throws InterruptedException {
        if (!"https".equalsIgnoreCase(target.getScheme())
                || log.facts().stream().anyMatch(CertificateChain.class::isInstance)) {
            return List.of();
        }
        return chainsShown.get(Call.authority(target), () -> {
            String host = target.getHost();
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            CertificateChain served = handshakes.inspect(
                    bare,
                    Call.port(target),
                    new EvidenceLog(log.redactor()),
                    time.now().plus(HANDSHAKE));
            return served == null ? List.of() : List.of(served);
        });
    }

    private static List<Evidence> sideBySide(List<Recently.Source> witnesses) throws InterruptedException {
        List<Evidence> facts = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Evidence>>> all = witnesses.stream()
                    .map(witness -> executor.submit(witness::ask))
                    .toList();
            try {
                for (Future<List<Evidence>> said : all) {
                    facts.addAll(said.get());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("witnesses could not be asked", e.getCause());
            } finally {
                executor.shutdownNow();
            }
        }
        return facts;
    }
}
