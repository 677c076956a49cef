package io.prodgate.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * One TCP proxy with the part of Toxiproxy's HTTP API that faults need: it can be switched off, and connections can be made to wait or
 * to be reset. Answers have the shapes of version 2.
 *
 * @see <a href="https://github.com/Shopify/toxiproxy#http-api">Toxiproxy's HTTP API</a>
 */
public final class FakeToxiproxy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final InetSocketAddress upstream;
    private final ServerSocket listener;
    private final HttpServer api;
    private final Map<String, JsonNode> toxics = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private volatile boolean enabled = true;
    private volatile boolean stuck;

    /** A proxy of that name to a port of this machine. */
    public FakeToxiproxy(String name, int port) {
        this.name = name;
        this.upstream = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.createContext("/proxies/" + name, this::answer);
        api.start();
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the API is. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + api.getAddress().getPort());
    }

    /** Where connections come in. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on toxics cannot be removed, nor the proxy switched on. */
    public void jam() {
        stuck = true;
    }

    /** True if connections pass as if it were not there. */
    public boolean harmless() {
        return enabled && toxics.isEmpty();
    }

    /** The calls so far: {@code POST /proxies/kb/toxics}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        synchronized (this) {
            calls.add(exchange.getRequestMethod() + " " + path);
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode asked = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        String rest = path.substring(("/proxies/" + name).length());
        String toxic = rest.startsWith("/toxics/") ? rest.substring("/toxics/".length()) : "";
        switch (exchange.getRequestMethod() + (toxic.isEmpty() ? rest : " one")) {
            case "GET" -> say(exchange, 200, proxy());
            case "POST" -> {
                enabled = stuck ? enabled : asked.path("enabled").asBoolean(enabled);
                say(exchange, 200, proxy());
            }
            case "POST/toxics" -> {
                boolean there = toxics.putIfAbsent(asked.path("name").asText(), asked) != null;
                say(exchange, there ? 409 : 200, asked);
            }
            case "GET one" -> say(exchange, toxics.containsKey(toxic) ? 200 : 404, JSON.createObjectNode());
            case "DELETE one" -> {
                boolean gone = !stuck && toxics.remove(toxic) != null;
                say(exchange, stuck ? 500 : gone ? 204 : 404, JSON.createObjectNode());
            }
            default -> say(exchange, 405, JSON.createObjectNode());
        }
    }

    private ObjectNode proxy() {
        return JSON.createObjectNode().put("name", name).put("enabled", enabled);
    }

    private static void say(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = status == 204 ? new byte[0] : body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, status == 204 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket in = listener.accept();
                Thread.ofVirtual().start(() -> pass(in));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pass(Socket in) {
        try (in;
                Socket out = new Socket()) {
            if (!enabled
                    || toxics.values().stream().anyMatch(toxic -> type(toxic).equals("reset_peer"))) {
                in.setSoLinger(true, 0);
                return;
            }
            out.connect(upstream);
            Thread up = Thread.ofVirtual().start(() -> copy(in, out, 0));
            copy(out, in, latency());
            up.interrupt();
        } catch (IOException e) {
            // One of both has gone.
        }
    }

    private long latency() {
        return toxics.values().stream()
                .filter(toxic -> type(toxic).equals("latency"))
                .mapToLong(toxic -> toxic.path("attributes").path("latency").asLong())
                .sum();
    }

    private static String type(JsonNode toxic) {
        return toxic.path("type").asText();
    }

    private static void copy(Socket from, Socket to, long milliseconds) {
        byte[] buffer = new byte[4096];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                Thread.sleep(milliseconds);
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of both has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        api.stop(0);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
