package io.prodgate.lab.app;

import io.prodgate.lab.Json;
import io.prodgate.lab.android.Android;
import io.prodgate.lab.android.App;
import io.prodgate.lab.android.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * The demo's app (src/demo-app) as a script: the same screens, texts, ids, calls and log lines. What differs is said in
 * docs/testing-devices.md.
 */
final class TicketsApp implements App {
    private static final long LOOK_AGAIN_MILLIS = 1000;
    private static final int LOOKS = 60;

    private final Android android;
    private final Production production;
    private final Session session = new Session();
    private Place place = Place.WELCOME;
    private String error = "";
    private boolean waiting;
    private int visit;
    private final Form form = new Form();
    private Shown shown = Shown.NOTHING;

    private enum Place {
        WELCOME,
        HOME,
        NEW_TICKET,
        TICKET
    }

    /** What production knows of the ticket on the screen. */
    private record Shown(String title, String note) {
        private static final Shown NOTHING = new Shown("", "");
    }

    /** What is stored until the app's data is cleared. */
    private static final class Session {
        private String user = "";
        private String token = "";
        private String ticket = "";
        private String synthetic = "";
    }

    /** What is written into the form. */
    private static final class Form {
        private final Map<String, String> texts = new HashMap<>(Map.of("title", "", "text", ""));
        private String focus = "title";
    }

    TicketsApp(Android android) {
        this.android = android;
        this.production = new Production(android);
    }

    @Override
    public synchronized void start(Map<String, String> extras) {
        session.synthetic =
                extras.getOrDefault("synthetic", "").replaceAll("[^ -~]", "").strip();
        go(session.token.isEmpty() ? Place.WELCOME : Place.HOME);
    }

    @Override
    public synchronized void stop() {
        visit++;
    }

    @Override
    public synchronized void clear() {
        stop();
        session.user = "";
        session.token = "";
        session.ticket = "";
        session.synthetic = "";
    }

    @Override
    public synchronized void type(String text) {
        if (place == Place.NEW_TICKET) {
            form.texts.merge(form.focus, text, String::concat);
        }
    }

    @Override
    public synchronized void erase(int characters) {
        form.texts.computeIfPresent(
                form.focus, (field, text) -> text.substring(0, Math.max(0, text.length() - characters)));
    }

    @Override
    public synchronized void back() {
        if (place == Place.NEW_TICKET || place == Place.TICKET) {
            go(Place.HOME);
        }
    }

    @Override
    public synchronized List<Node> screen() {
        List<Node> nodes = new ArrayList<>();
        switch (place) {
            case WELCOME -> {
                nodes.add(Node.text("heading", "Tickets"));
                nodes.add(Node.text("about", "Ask for help without an account."));
                nodes.add(Node.button("start", "Start", !waiting, this::signUp));
            }
            case HOME -> {
                nodes.add(Node.text("heading", "Welcome"));
                nodes.add(Node.text("user_id", session.user));
                nodes.add(Node.button("new_ticket", "New ticket", true, () -> go(Place.NEW_TICKET)));
                if (!session.ticket.isEmpty()) {
                    nodes.add(
                            Node.button("open_ticket", "Open ticket " + session.ticket, true, () -> go(Place.TICKET)));
                }
            }
            case NEW_TICKET -> {
                nodes.add(Node.text("heading", "New ticket"));
                nodes.add(field("title", "Title"));
                nodes.add(field("text", "What happened?"));
                nodes.add(Node.button("send", "Send", !waiting, this::send));
            }
            case TICKET -> ticket(nodes);
        }
        if (!error.isEmpty()) {
            nodes.add(Node.text("error", error));
        }
        return nodes;
    }

    private void ticket(List<Node> nodes) {
        nodes.add(Node.text("heading", "Ticket"));
        nodes.add(Node.text("ticket_number", session.ticket));
        nodes.add(Node.text("ticket_title", shown.title()));
        nodes.add(Node.text("ticket_state", shown.note().isEmpty() ? "Open" : "Enhanced"));
        if (!shown.note().isEmpty()) {
            nodes.add(Node.text("note", shown.note()));
        }
        nodes.add(Node.button("refresh", "Refresh", true, () -> go(Place.TICKET)));
    }

    private Node field(String id, String hint) {
        return Node.field(id, form.texts.get(id), hint, form.focus.equals(id), () -> focus(id));
    }

    private synchronized void focus(String id) {
        form.focus = id;
    }

    private synchronized void go(Place next) {
        visit++;
        place = next;
        error = "";
        waiting = false;
        if (next == Place.HOME) {
            ask("GET", "/api/v1/users/me", Optional.empty(), me -> session.user = text(me, "id"));
        } else if (next == Place.NEW_TICKET) {
            form.texts.replaceAll((field, text) -> "");
            form.focus = "title";
        } else if (next == Place.TICKET) {
            shown = Shown.NOTHING;
            look(1);
        }
    }

    private synchronized void signUp() {
        waiting = true;
        ask("POST", "/api/v1/users/anonymous", Optional.of(Map.of("locale", "en", "platform", "android")), answer -> {
            if (text(answer, "id").isEmpty() || text(answer, "token").isEmpty()) {
                fail("The server's answer was not understood");
                return;
            }
            session.user = text(answer, "id");
            session.token = text(answer, "token");
            session.ticket = "";
            log("user=" + session.user);
            go(Place.HOME);
        });
    }

    private synchronized void send() {
        waiting = true;
        ask("POST", "/api/v1/users/me/tickets", Optional.of(Map.copyOf(form.texts)), answer -> {
            if (text(answer, "ticket_id").isEmpty()) {
                fail("The server's answer was not understood");
                return;
            }
            session.ticket = text(answer, "ticket_id");
            log("ticket=" + session.ticket);
            go(Place.TICKET);
        });
    }

    private void look(int times) {
        ask("GET", "/api/v1/users/me/tickets/" + session.ticket, Optional.empty(), answer -> {
            boolean fresh = shown.note().isEmpty() && !text(answer, "note").isEmpty();
            shown = new Shown(text(answer, "title"), text(answer, "note"));
            if (fresh) {
                log("note=" + session.ticket);
            } else if (shown.note().isEmpty() && times < LOOKS) {
                int expected = visit;
                later(() -> {
                    if (visit == expected) {
                        look(times + 1);
                    }
                });
            }
        });
    }

    private void later(Runnable action) {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            synchronized (this) {
                action.run();
            }
        });
    }

    /** Asks in the background; the answer counts while the screen that asked is there. */
    private void ask(String method, String path, Optional<Map<String, String>> body, Consumer<Map<?, ?>> taker) {
        int expected = visit;
        Map<String, String> headers = new HashMap<>();
        if (!session.token.isEmpty()) {
            headers.put("Authorization", "Bearer " + session.token);
        }
        if (!session.synthetic.isEmpty()) {
            headers.put("X-Synthetic", session.synthetic);
        }
        int process = process();
        Thread.ofVirtual().start(() -> {
            Runnable result = result(process, method, path, body, headers, taker);
            synchronized (this) {
                if (visit == expected) {
                    result.run();
                }
            }
        });
    }

    private Runnable result(
            int process,
            String method,
            String path,
            Optional<Map<String, String>> body,
            Map<String, String> headers,
            Consumer<Map<?, ?>> taker) {
        Optional<String> address =
                android.identity().production().or(() -> android.packages().production(Apps.TICKETS));
        if (address.isEmpty()) {
            return () -> fail("No connection to the server");
        }
        try {
            Production.Answer answer =
                    production.call(process, method, address.get() + path, body.map(Json::write), headers);
            return answer.status() / 100 == 2
                    ? () -> {
                        error = "";
                        taker.accept(document(answer));
                    }
                    : () -> refused(answer);
        } catch (SSLException e) {
            return () -> fail("No secure connection to the server");
        } catch (IOException e) {
            return () -> fail("No connection to the server");
        }
    }

    private void refused(Production.Answer answer) {
        if (answer.status() == 401 && place == Place.HOME) {
            session.user = "";
            session.token = "";
            session.ticket = "";
            go(Place.WELCOME);
        } else if (answer.status() == 429) {
            fail(
                    answer.retryAfter().matches("\\d+")
                            ? "Too many requests. Try again in " + answer.retryAfter() + " seconds."
                            : "Too many requests");
        } else {
            String detail = text(document(answer), "detail");
            fail(detail.isEmpty() ? "The server answered " + answer.status() : detail);
        }
    }

    private void fail(String words) {
        error = words;
        waiting = false;
        log("error=" + words);
    }

    private void log(String line) {
        android.log().add("main", 'I', "Tickets", process(), line);
    }

    private int process() {
        return android.activities()
                .foreground()
                .map(running -> running.process())
                .orElse(0);
    }

    private static Map<?, ?> document(Production.Answer answer) {
        try {
            return Json.object(answer.body());
        } catch (IllegalArgumentException e) {
            // Not JSON: a document without anything in it, as the app sees it.
            return Map.of();
        }
    }

    private static String text(Map<?, ?> document, String name) {
        return document.get(name) instanceof String text ? text : "";
    }
}
