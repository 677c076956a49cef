package io.prodgate.check.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prodgate.check.AskedSystem;
import io.prodgate.check.Attempt;
import io.prodgate.check.lease.Step;
import io.prodgate.check.lease.Undoing;
import io.prodgate.plan.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a dependency of production slow, unreachable or broken, where it is reached through Toxiproxy.
 *
 * @param system where Toxiproxy's API is
 * @param proxy the proxy's name there
 * @param toxic what is added to it; empty if the proxy is switched off
 * @see <a href="https://github.com/Shopify/toxiproxy#http-api">Toxiproxy's HTTP API</a>
 */
record Toxiproxy(AskedSystem system, String proxy, Optional<Toxic> toxic) implements Injector {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is done to connections.
     *
     * @param type {@code latency}, {@code timeout}, {@code reset_peer}, …
     * @param stream {@code downstream} or {@code upstream}
     * @param toxicity the share of connections it concerns, 0 to 1
     * @param attributes of the type, such as {@code latency: 31000} in milliseconds
     */
    record Toxic(String type, String stream, double toxicity, Map<String, Integer> attributes) {
        Toxic {
            attributes = Map.copyOf(attributes);
        }
    }

    @Override
    public Injection prepare(Attempt attempt, Undoing hands) throws NotMadeException, InterruptedException {
        String at = "/proxies/" + proxy;
        if (toxic.isEmpty()) {
            Optional<String> off = hands.carryOut(
                    call("GET", at, Optional.empty(), List.of(200), Optional.of("\"enabled\":true")),
                    attempt.log().part(fact -> {}),
                    attempt.deadline());
            if (off.isPresent()) {
                throw new NotMadeException("the proxy has to be switched on before: " + off.get());
            }
            return new Injection(
                    List.of(call("POST", at, Optional.of("{\"enabled\":false}"), List.of(200), Optional.empty())),
                    List.of(call("GET", at, Optional.empty(), List.of(200), Optional.of("\"enabled\":false"))),
                    List.of(call("POST", at, Optional.of("{\"enabled\":true}"), List.of(200), Optional.empty())),
                    List.of(call("GET", at, Optional.empty(), List.of(200), Optional.of("\"enabled\":true"))));
        }
        String name = "prodgate-" + toxic.get().type();
        String toxics = at + "/toxics";
        return new Injection(
                List.of(call("POST", toxics, Optional.of(body(name, toxic.get())), List.of(200), Optional.empty())),
                List.of(call("GET", toxics + "/" + name, Optional.empty(), List.of(200), Optional.empty())),
                List.of(call(
                        "DELETE", toxics + "/" + name, Optional.empty(), List.of(200, 204, 404), Optional.empty())),
                List.of(call("GET", toxics + "/" + name, Optional.empty(), List.of(404), Optional.empty())));
    }

    private static String body(String name, Toxic toxic) {
        ObjectNode json = JSON.createObjectNode();
        json.put("name", name);
        json.put("type", toxic.type());
        json.put("stream", toxic.stream());
        json.put("toxicity", toxic.toxicity());
        ObjectNode attributes = json.putObject("attributes");
        toxic.attributes().forEach(attributes::put);
        return json.toString();
    }

    private Step call(String method, String path, Optional<String> body, List<Integer> fine, Optional<String> says) {
        String base = system.entry().url().toString();
        Map<String, Template> headers = new LinkedHashMap<>(system.entry().headers());
        body.ifPresent(text -> headers.put("Content-Type", Template.literal("application/json")));
        return new Step.Call(
                method,
                Template.literal((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path),
                headers,
                body.map(Template::literal),
                fine,
                says);
    }

    @Override
    public List<String> told() {
        return List.of(toxic.map(one -> one.type() + " " + one.attributes() + " (" + one.stream() + ")")
                        .orElse("switched off")
                + ": proxy " + proxy + " of " + system.name());
    }
}
