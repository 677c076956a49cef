package io.prodgate.demo.tickets;

import android.os.Bundle;
import org.json.JSONException;
import org.json.JSONObject;

/** The form of a new ticket. */
public final class NewTicketActivity extends Screen {
    @Override
    protected void onCreate(Bundle state) {
        super.onCreate(state);
        show(R.layout.new_ticket);
        findViewById(R.id.send).setOnClickListener(view -> send());
    }

    @Override
    void enable(boolean enabled) {
        findViewById(R.id.send).setEnabled(enabled);
    }

    private void send() {
        enable(false);
        JSONObject ticket = written();
        ask(production -> production.post("/api/v1/users/me/tickets", ticket), this::sent);
    }

    private JSONObject written() {
        try {
            return new JSONObject()
                    .put("title", text(R.id.title).getText().toString())
                    .put("text", text(R.id.text).getText().toString());
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sent(Answer answer) {
        String ticket = answer.text("ticket_id");
        if (ticket.isEmpty()) {
            error(getString(R.string.answer_not_understood));
            return;
        }
        session().sent(ticket);
        log("ticket=" + ticket);
        go(TicketActivity.class, true);
    }
}
