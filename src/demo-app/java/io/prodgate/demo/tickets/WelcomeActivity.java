package io.prodgate.demo.tickets;

import android.os.Bundle;
import org.json.JSONException;
import org.json.JSONObject;

/** The first screen: signs an anonymous user up, unless this installation has one. */
public final class WelcomeActivity extends Screen {
    /** The launch argument by which a test says who it is. */
    private static final String SYNTHETIC = "synthetic";

    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        show(R.layout.welcome);
        session().startedBy(getIntent().getStringExtra(SYNTHETIC));
        if (!session().token().isEmpty()) {
            go(HomeActivity.class, true);
            return;
        }
        findViewById(R.id.start).setOnClickListener(view -> signUp());
    }

    @Override
    void enable(boolean enabled) {
        findViewById(R.id.start).setEnabled(enabled);
    }

    private void signUp() {
        enable(false);
        ask(production -> production.post("/api/v1/users/anonymous", device()), this::signedUp);
    }

    private static JSONObject device() {
        try {
            return new JSONObject().put("locale", "en").put("platform", "android");
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    private void signedUp(Answer answer) {
        String user = answer.text("id");
        String token = answer.text("token");
        if (user.isEmpty() || token.isEmpty()) {
            error(getString(R.string.answer_not_understood));
            return;
        }
        session().signedUp(user, token);
        log("user=" + user);
        go(HomeActivity.class, true);
    }
}
