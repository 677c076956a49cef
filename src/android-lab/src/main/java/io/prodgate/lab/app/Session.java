package io.prodgate.lab.app;

import java.util.HashMap;
import java.util.Map;

/** What the app has stored, until its data is cleared. */
final class Session {
    private String user = "";
    private String token = "";
    private String ticket = "";
    private String synthetic = "";

    String user() {
        return user;
    }

    String ticket() {
        return ticket;
    }

    boolean isSignedUp() {
        return !token.isEmpty();
    }

    /** Whose test this is; what cannot be in a header is left out. */
    void startedBy(String test) {
        synthetic = test.replaceAll("[^ -~]", "").strip();
    }

    void signedUp(String newUser, String newToken) {
        user = newUser;
        token = newToken;
        ticket = "";
    }

    void isUser(String known) {
        user = known;
    }

    void sent(String newTicket) {
        ticket = newTicket;
    }

    /** Production does not know the user any more. */
    void end() {
        signedUp("", "");
    }

    void clear() {
        end();
        synthetic = "";
    }

    /** What goes with every call. */
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        if (isSignedUp()) {
            headers.put("Authorization", "Bearer " + token);
        }
        if (!synthetic.isEmpty()) {
            headers.put("X-Synthetic", synthetic);
        }
        return headers;
    }
}
