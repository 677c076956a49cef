package io.prodgate.lab.maestro;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import maestro.orchestra.workspace.WorkspaceExecutionPlanner.ExecutionPlan;

/** The flows of one start, in the engine's order, with what is said on standard output. */
final class Suite {
    private final Call call;
    private final Phone phone;
    private final FlowRun run;
    private final Folders folders;

    Suite(Call call, Phone phone, Folders folders) {
        this.call = call;
        this.phone = phone;
        this.folders = folders;
        this.run = new FlowRun(phone, folders, call.variables());
    }

    /** Runs all flows of the plan, then writes the report; the exit code. */
    int run(ExecutionPlan plan) throws InterruptedException, IOException {
        return call.suite() ? several(plan) : single(plan.getFlowsToRun().getFirst());
    }

    private int several(ExecutionPlan plan) throws InterruptedException, IOException {
        LocalDateTime started = LocalDateTime.now();
        long begun = System.nanoTime();
        System.out.println("\nWaiting for flows to complete...");
        List<FlowRun.Result> results = new ArrayList<>();
        for (Path file : plan.getSequence().getFlows()) {
            FlowRun.Result result = one(file);
            results.add(result);
            if (!result.passed() && !Boolean.TRUE.equals(plan.getSequence().getContinueOnFailure())) {
                System.out.println("\nFlow " + result.name()
                        + " failed and continueOnFailure is set to false, aborting running sequential Flows\n");
                break;
            }
        }
        for (Path file : plan.getFlowsToRun()) {
            results.add(one(file));
        }
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        tell(results);
        if (call.junit()) {
            new Report(phone.description(), started, milliseconds, results).write(call.output());
        }
        return results.stream().allMatch(FlowRun.Result::passed) ? 0 : 1;
    }

    private FlowRun.Result one(Path file) throws InterruptedException {
        FlowRun.Result result = run.runFlow(file, step -> {}, status -> {});
        System.out.println((result.passed() ? "[Passed] " : "[Failed] ") + result.name() + " ("
                + spoken(result.milliseconds()) + ")"
                + result.verdict().map(verdict -> " (" + verdict + ")").orElse(""));
        return result;
    }

    private static void tell(List<FlowRun.Result> results) {
        long failed = results.stream().filter(result -> !result.passed()).count();
        long told = failed == 0 ? results.size() : failed;
        long milliseconds =
                results.stream().mapToLong(FlowRun.Result::milliseconds).sum();
        System.out.println("\n" + told + "/" + results.size() + (told == 1 ? " Flow " : " Flows ")
                + (failed == 0 ? "Passed in " + spoken(milliseconds) + "\n" : "Failed") + "\n");
    }

    private int single(Path file) throws InterruptedException {
        System.out.println("Running on " + phone.description());
        System.out.println(" > Flow " + run.name(file));
        FlowRun.Result result =
                run.runFlow(file, step -> System.out.print(step + "..."), status -> System.out.println(" " + status));
        if (!result.passed()) {
            System.out.println("\n==== Debug output (logs & screenshots) ====\n\n" + folders.log());
        }
        return result.passed() ? 0 : 1;
    }

    private static String spoken(long milliseconds) {
        long seconds = Math.round(milliseconds / 1000.0);
        if (milliseconds < 1000) {
            return milliseconds + "ms";
        }
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m " + seconds % 60 + "s";
    }
}
