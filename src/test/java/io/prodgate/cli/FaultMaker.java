package io.prodgate.cli;

import io.prodgate.check.Kinds;
import io.prodgate.check.http.HttpKind;
import io.prodgate.check.lease.Leases;
import io.prodgate.check.lease.Step;
import io.prodgate.evidence.EvidenceLog;
import io.prodgate.evidence.Redactor;
import io.prodgate.evidence.Time;
import io.prodgate.plan.Template;
import io.prodgate.traffic.HttpTraffic;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that makes faults on loan until it is killed; and, called as prodgate calls itself, its guard. */
final class FaultMaker {
    private FaultMaker() {}

    /** Arguments: the plan and the base URL of whoever makes the faults; else those of {@code prodgate recover}. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("quarkus.application.version", "0.1.0");
        if (arguments[0].equals("recover")) {
            Shell.Result result = Shell.inEarnest(System.getenv()).run(arguments);
            System.out.print(result.out() + result.err());
            System.exit(result.exitCode());
        }
        Surroundings surroundings = new Surroundings(System.getenv(), Time.system(), new SecureRandom(), () -> false);
        LoadedPlan plan = new PlanLoader(new Kinds(List.of(new HttpKind())), surroundings)
                .load(PlanOptions.of(Path.of(arguments[0])));
        String run = RunId.next(surroundings.time(), surroundings.random());
        try (HttpTraffic traffic = HttpTraffic.open(
                        plan.plan(),
                        RunSecrets.values(plan.plan(), run),
                        run,
                        "0",
                        Map.of(),
                        surroundings.time(),
                        surroundings.random());
                Lending lending = Lending.of(surroundings, plan, run, traffic);
                HttpClient client = HttpClient.newHttpClient()) {
            EvidenceLog log = new EvidenceLog(new Redactor(List.of()));
            for (int number = 1; ; number++) {
                String fault = arguments[1] + "/faults/" + number;
                Leases.Held held =
                        lending.leases().take("chaos", "fault " + number, Duration.ofSeconds(30), undo(fault));
                send(client, "PUT", fault);
                Optional<String> problem = held.giveBack(log, Duration.ofSeconds(20));
                if (problem.isPresent()) {
                    new PrintWriter(System.err, true).println(problem.get());
                    System.exit(9);
                }
            }
        }
    }

    private static List<Step> undo(String fault) {
        Map<String, Template> headers = Map.of("Authorization", Template.parse("Bearer ${secret.admin}"));
        Template url = Template.literal(fault);
        return List.of(
                new Step.Call("DELETE", url, headers, Optional.empty(), List.of(204, 404), Optional.empty()),
                new Step.Call("GET", url, headers, Optional.empty(), List.of(404), Optional.empty()));
    }

    private static void send(HttpClient client, String method, String url) throws Exception {
        client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }
}
