package io.prodgate.lab.app;

import io.prodgate.lab.android.Android;
import io.prodgate.lab.android.App;
import io.prodgate.lab.android.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The demo's app (src/demo-app) as a script: the same screens, texts, ids, calls and log lines. What differs is said in
 * docs/testing-devices.md.
 */
final class TicketsApp implements App {
    private static final long LOOK_AGAIN_MILLIS = 1000;
    private static final int LOOKS = 60;

    private final Android android;
    private final Asker asker;
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

    /** What production knows of the ticket. */
    private record Shown(String title, String note) {
        private static final Shown NOTHING = new Shown("", "");
    }

    TicketsApp(Android android) {
        this.android = android;
        this.asker = new Asker(android);
    }

    @Override
    public synchronized void start(Map<String, String> extras) {
        session.startedBy(extras.getOrDefault("synthetic", ""));
        go(session.isSignedUp() ? Place.HOME : Place.WELCOME);
    }

    @Override
    public synchronized void stop() {
        visit++;
    }

    @Override
    public synchronized void clear() {
        stop();
        session.clear();
    }

    @Override
    public synchronized void type(String text) {
        if (place == Place.NEW_TICKET) {
            form.type(text);
        }
    }

    @Override
    public synchronized void erase(int characters) {
        form.erase(characters);
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
                nodes.add(Node.text("user_id", session.user()));
                nodes.add(Node.button("new_ticket", "New ticket", true, () -> go(Place.NEW_TICKET)));
                if (!session.ticket().isEmpty()) {
                    nodes.add(Node.button(
                            "open_ticket", "Open ticket " + session.ticket(), true, () -> go(Place.TICKET)));
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
        nodes.add(Node.text("ticket_number", session.ticket()));
        nodes.add(Node.text("ticket_title", shown.title()));
        nodes.add(Node.text("ticket_state", shown.note().isEmpty() ? "Open" : "Enhanced"));
        if (!shown.note().isEmpty()) {
            nodes.add(Node.text("note", shown.note()));
        }
        nodes.add(Node.button("refresh", "Refresh", true, () -> go(Place.TICKET)));
    }

    private Node field(String id, String hint) {
        return form.field(id, hint, () -> focus(id));
    }

    private synchronized void focus(String id) {
        form.focus(id);
    }

    private synchronized void go(Place next) {
        visit++;
        place = next;
        error = "";
        waiting = false;
        if (next == Place.HOME) {
            ask("GET", "/api/v1/users/me", Optional.empty(), me -> session.isUser(text(me, "id")));
        } else if (next == Place.NEW_TICKET) {
            form.reset();
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
            session.signedUp(text(answer, "id"), text(answer, "token"));
            log("user=" + session.user());
            go(Place.HOME);
        });
    }

    private synchronized void send() {
        waiting = true;
        ask("POST", "/api/v1/users/me/tickets", Optional.of(form.texts()), answer -> {
            if (text(answer, "ticket_id").isEmpty()) {
                fail("The server's answer was not understood");
                return;
            }
            session.sent(text(answer, "ticket_id"));
            log("ticket=" + session.ticket());
            go(Place.TICKET);
        });
    }

    private void look(int times) {
        ask("GET", "/api/v1/users/me/tickets/" + session.ticket(), Optional.empty(), answer -> {
            boolean fresh = shown.note().isEmpty() && !text(answer, "note").isEmpty();
            shown = new Shown(text(answer, "title"), text(answer, "note"));
            if (fresh) {
                log("note=" + session.ticket());
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
        Asker.Question question = new Asker.Question(process(), method, path, body, session.headers());
        Thread.ofVirtual().start(() -> {
            Asker.Outcome outcome = asker.ask(question);
            synchronized (this) {
                if (visit == expected) {
                    take(outcome, taker);
                }
            }
        });
    }

    private void take(Asker.Outcome outcome, Consumer<Map<?, ?>> taker) {
        if (outcome.document().isPresent()) {
            error = "";
            taker.accept(outcome.document().get());
        } else if (outcome.stranger() && place == Place.HOME) {
            session.end();
            go(Place.WELCOME);
        } else {
            fail(outcome.error());
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
        return android.activities().foreground().map(app -> app.process()).orElse(0);
    }

    private static String text(Map<?, ?> document, String name) {
        return document.get(name) instanceof String text ? text : "";
    }
}
