package io.prodgate.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A port where an {@link Endpoint} answers over HTTPS, a virtual thread a call. */
final class OpenDoor implements Door {
    private static final Logger LOGGER = System.getLogger(OpenDoor.class.getName());

    private final HttpsServer server;
    private final ExecutorService threads;

    private OpenDoor(HttpsServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens a port.
     *
     * @param address where to listen
     * @throws IOException if the port cannot be had
     */
    static OpenDoor open(InetSocketAddress address, SSLContext tls, Endpoint endpoint) throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("demo-call-", 0).factory());
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", exchange -> serve(exchange, endpoint));
        server.start();
        return new OpenDoor(server, threads);
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private static void serve(HttpExchange exchange, Endpoint endpoint) throws IOException {
        try (exchange) {
            Call call = Call.read(exchange);
            send(exchange, call, call.tooLarge() ? Answer.refusal(413, "Request too large") : ask(endpoint, call));
        }
    }

    private static Answer ask(Endpoint endpoint, Call call) {
        try {
            return endpoint.answer(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refusal(503, "shutting down");
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "the demo platform could not answer " + call.method() + " " + call.path(), e);
            return Answer.refusal(500, "Internal Server Error");
        }
    }

    private static void send(HttpExchange exchange, Call call, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (call.method().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            // A length of 0 would mean "chunked" to this server, -1 means "no body".
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
