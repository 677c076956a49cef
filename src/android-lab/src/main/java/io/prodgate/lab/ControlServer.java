package io.prodgate.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prodgate.lab.android.Android;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** The control API, for tests: faults, what the device was asked for, what it is like, its end. */
final class ControlServer {
    private static final int MOST_BYTES = 1 << 20;

    private final HttpServer server;
    private final Android android;
    private final Runnable drop;
    private final Runnable kill;

    /**
     * Listens on loopback.
     *
     * @param drop cuts adb's connections
     * @param kill ends the device
     */
    ControlServer(int port, Android android, Runnable drop, Runnable kill) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        this.android = android;
        this.drop = drop;
        this.kill = kill;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
    }

    void start() {
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readNBytes(MOST_BYTES), UTF_8);
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (request) {
                case "POST /fault" -> fault(exchange, body);
                case "GET /fault" -> answer(exchange, 200, android.faults().all());
                case "DELETE /fault" -> {
                    android.faults().clear();
                    answer(exchange, 200, Map.of());
                }
                case "GET /calls" -> answer(exchange, 200, android.calls().all());
                case "DELETE /calls" -> {
                    android.calls().clear();
                    answer(exchange, 200, List.of());
                }
                case "GET /state" -> answer(exchange, 200, state());
                case "GET /log" -> answer(exchange, 200, log());
                case "POST /drop" -> {
                    drop.run();
                    answer(exchange, 200, Map.of());
                }
                case "POST /kill" -> {
                    answer(exchange, 200, Map.of());
                    kill.run();
                }
                default -> answer(exchange, 404, Map.of("error", "nothing answers " + request));
            }
        }
    }

    /**
     * Each member is a fault: a value sets it, false or null takes it away; {@code {"value": …, "times": n}} counts, {@code {"value": …,
     * "millis": n}} takes it away again.
     */
    private void fault(HttpExchange exchange, String body) throws IOException {
        Map<?, ?> faults;
        try {
            faults = Json.object(body);
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, Map.of("error", e.getMessage()));
            return;
        }
        faults.forEach((name, value) -> {
            if (value == null || value.equals(false)) {
                android.faults().clear(name.toString());
            } else if (value instanceof Map<?, ?> timed && timed.containsKey("millis")) {
                android.faults().set(name.toString(), String.valueOf(timed.get("value")), -1);
                clearLater(name.toString(), Long.parseLong(String.valueOf(timed.get("millis"))));
            } else if (value instanceof Map<?, ?> counted) {
                android.faults()
                        .set(
                                name.toString(),
                                String.valueOf(counted.get("value")),
                                Integer.parseInt(String.valueOf(counted.get("times"))));
            } else {
                android.faults().set(name.toString(), value.toString(), -1);
            }
        });
        answer(exchange, 200, android.faults().all());
    }

    private void clearLater(String fault, long millis) {
        Thread.ofVirtual().name("fault " + fault).start(() -> {
            try {
                Thread.sleep(millis);
                android.faults().clear(fault);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("avd", android.identity().avd());
        state.put("door", android.door().toString());
        state.put("driver", android.instrumentation().isRunning());
        state.put(
                "foreground",
                android.activities().foreground().map(app -> app.name()).orElse(""));
        state.put("screen", android.screen().xml());
        return state;
    }

    private List<String> log() {
        return android.log().after(0).stream()
                .map(line -> line.format("threadtime", false))
                .toList();
    }

    private static void answer(HttpExchange exchange, int status, Object value) throws IOException {
        byte[] body = Json.write(value).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
