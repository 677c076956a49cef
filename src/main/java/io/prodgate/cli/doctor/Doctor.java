package io.prodgate.cli.doctor;

import io.prodgate.check.BoundCheck;
import io.prodgate.check.NeededProgram;
import io.prodgate.check.NeededProgram.Tool;
import io.prodgate.cli.LoadedPlan;
import io.prodgate.cli.RunSecrets;
import io.prodgate.cli.Surroundings;
import io.prodgate.device.WantedDevices;
import io.prodgate.device.android.DeviceSurvey;
import io.prodgate.evidence.Redactor;
import io.prodgate.plan.Plan;
import io.prodgate.traffic.Traffic;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Examines everything that a plan needs, before it is run. */
public final class Doctor {
    private final List<Examination> examinations;

    /** A doctor with these examinations. */
    Doctor(List<Examination> examinations) {
        this.examinations = List.copyOf(examinations);
    }

    /** What can be examined without sending anything: secrets, files, this machine. */
    public static Doctor ofMachine(LoadedPlan loaded, Path output, Surroundings surroundings) {
        List<Examination> all = new ArrayList<>(List.of(
                new SecretsExamination(loaded.plan().secrets()),
                new FilesExamination(loaded.plan().production(), surroundings.time()),
                new MachineExamination(loaded.plan(), output, surroundings)));
        all.add(new KubectlExamination(needing(loaded.checks(), Tool.KUBECTL), surroundings));
        List<String> maestros = programs(loaded.checks(), Tool.MAESTRO);
        if (!maestros.isEmpty()) {
            all.add(new MaestroExamination(maestros, surroundings));
        }
        wantedDevices(loaded)
                .ifPresent(wanted -> all.add(new DevicesExamination(
                        new DeviceSurvey(surroundings.environment(), surroundings.time()), wanted)));
        return new Doctor(all);
    }

    /** The most devices that one of the plan's checks wants; empty if none wants any, and nothing about devices is examined. */
    private static Optional<WantedDevices> wantedDevices(LoadedPlan loaded) {
        return loaded.checks().stream()
                .flatMap(check -> check.check().devices().stream())
                .max(Comparator.comparingInt(WantedDevices::count));
    }

    /** The ids of the plan's entries that start a tool, each once. */
    static List<String> needing(List<BoundCheck> checks, Tool tool) {
        return checks.stream()
                .filter(check -> check.check().programs().stream().anyMatch(program -> program.tool() == tool))
                .map(BoundCheck::origin)
                .distinct()
                .toList();
    }

    /** The names or paths under which checks start a tool, each once. */
    static List<String> programs(List<BoundCheck> checks, Tool tool) {
        return checks.stream()
                .flatMap(check -> check.check().programs().stream())
                .filter(program -> program.tool() == tool)
                .map(NeededProgram::program)
                .distinct()
                .toList();
    }

    /** What has to be asked: controls, clock, vantage points, name servers, production's hosts, systems. Every request goes through the door. */
    public static Doctor ofNetwork(LoadedPlan loaded, Traffic traffic, Redactor redactor, Surroundings surroundings) {
        Probe probe = new Probe(traffic, redactor, surroundings.time());
        Plan plan = loaded.plan();
        List<Examination> all = new ArrayList<>();
        all.add(new ControlsExamination(probe));
        all.add(new WitnessesExamination(plan.production().url(), probe));
        hosts(loaded).forEach(host -> all.add(new HostExamination(host, probe)));
        plan.systems()
                .forEach((name, system) ->
                        all.add(new SystemExamination(name, system, RunSecrets.values(plan, "doctor"), probe)));
        return new Doctor(all);
    }

    /**
     * Examines everything at the same time and tells what it found, in order.
     *
     * @return true if nothing must be mended
     */
    public boolean examine(Consumer<Finding> tell) throws InterruptedException {
        boolean healthy = true;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Finding>>> all = examinations.stream()
                    .map(examination -> executor.submit(examination::findings))
                    .toList();
            try {
                for (Future<List<Finding>> findings : all) {
                    for (Finding finding : findings.get()) {
                        tell.accept(finding);
                        healthy &= finding.level() != Finding.Level.FAIL;
                    }
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("an examination broke off", e.getCause());
            } finally {
                executor.shutdownNow();
            }
        }
        return healthy;
    }

    /** Production first, then the other origins its checks talk to, each once; systems are examined with their tokens. */
    static List<URI> hosts(LoadedPlan loaded) {
        Plan plan = loaded.plan();
        Map<String, URI> byOrigin = new LinkedHashMap<>();
        byOrigin.put(origin(plan.production().url()), plan.production().url());
        List<String> systems = plan.systems().values().stream()
                .map(system -> origin(system.url()))
                .toList();
        loaded.checks().stream()
                .map(BoundCheck::check)
                .flatMap(check -> check.preview().targets().stream())
                .filter(target -> !systems.contains(origin(target)))
                .forEach(target -> byOrigin.putIfAbsent(origin(target), target));
        return List.copyOf(byOrigin.values());
    }

    private static String origin(URI url) {
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return url.getScheme() + "://" + url.getHost() + ":" + (url.getPort() == -1 ? usual : url.getPort());
    }
}
