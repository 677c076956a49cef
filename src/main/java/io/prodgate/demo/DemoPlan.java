package io.prodgate.demo;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo's plan and the files it refers to, as a user would have written them. */
final class DemoPlan {
    private static final String PLAN = "prodgate.yaml";
    private static final String AUTHORITY = "demo-ca.pem";
    private static final List<String> TICKETS = List.of("network", "database", "access", "configuration", "printer");

    /** In the plan as it comes with the program: where the demo is with {@code --serve} unless told otherwise. */
    private static final String PLATFORM = "https://localhost:8443";

    private static final String CONTROL = "https://127.0.0.1:8444";
    private static final String NAMES = "127.0.0.1:8445";

    /** How long the run may take, and how long with flows on devices. */
    private static final String BUDGET = "budget: 2m";

    private static final String BUDGET_WITH_APP = "budget: 15m";

    private DemoPlan() {}

    /**
     * Where the plan is to look.
     *
     * @param platform its URL
     * @param control the URL of the control host
     * @param names the name server, as plans write it
     */
    record Addresses(URI platform, URI control, String names) {}

    /**
     * Writes the plan for a platform.
     *
     * @param changes what it says instead, by what the plan that comes with the program says
     * @param disruption whether it also breaks the platform on purpose
     * @param app what the plan's last stage tries; empty: there is no such stage
     */
    static Path write(
            Path folder, Addresses addresses, Map<String, String> changes, Optional<DemoApp> app, boolean disruption)
            throws IOException {
        Path plan = folder.resolve(PLAN);
        String text = Resources.text("plan/" + PLAN);
        if (disruption) {
            text += Resources.text("plan/disruption-stages.yaml");
        }
        for (Map.Entry<String, String> change : changes.entrySet()) {
            text = changed(text, change.getKey(), change.getValue());
        }
        text = changed(text, NAMES, addresses.names());
        text = changed(text, CONTROL, addresses.control().toString());
        text = changed(text, PLATFORM, addresses.platform().toString());
        if (app.isPresent()) {
            text = changed(text, BUDGET, BUDGET_WITH_APP) + app.get().stage();
        }
        refuseForeign(plan, text);
        Files.createDirectories(folder.resolve("tickets"));
        Files.createDirectories(folder.resolve("schemas"));
        for (String ticket : TICKETS) {
            String name = "tickets/" + ticket + ".json";
            Files.writeString(folder.resolve(name), Resources.text("platform/" + name));
        }
        Files.writeString(folder.resolve("schemas/ticket.json"), Resources.text("plan/schemas/ticket.json"));
        Files.writeString(folder.resolve(AUTHORITY), ServerCertificate.authority());
        return Files.writeString(plan, text);
    }

    /** The same text with a word of it replaced, which has to be there. */
    static String changed(String text, String usual, String instead) {
        if (!text.contains(usual)) {
            throw new IllegalStateException("the demo plan does not say '" + usual + "'");
        }
        return text.replace(usual, instead);
    }

    /** Somebody's own plan is not written over: the first line tells it from the demo's. */
    private static void refuseForeign(Path plan, String text) throws IOException {
        if (Files.exists(plan) && !Files.readString(plan).startsWith(firstLine(text))) {
            throw new IOException(plan + " is not the demo's plan and is left as it is; choose another folder");
        }
    }

    private static String firstLine(String text) {
        return text.substring(0, text.indexOf('\n'));
    }
}
