package io.prodgate.traffic;

import io.prodgate.evidence.Evidence;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the witnesses that can tell, all at the same time, and none of them twice within a few seconds. */
final class Hearing {
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    private final Controls controls;
    private final Recently<String> controlsSaid;

    Hearing(Controls controls, Time time) {
        this.controls = controls;
        controlsSaid = new Recently<>(GOOD_FOR, time);
    }

    void ask(Inquiry inquiry, EvidenceLog log) throws InterruptedException {
        List<Recently.Source> witnesses = new ArrayList<>();
        witnesses.add(() -> controlsSaid.get("controls", controls::ask));
        sideBySide(witnesses).forEach(log::add);
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
