package io.prodgate.demo;

import java.util.concurrent.atomic.AtomicInteger;

/** A door at sign-up alone: it lets some in, and refuses all others in words that the app shows. */
final class SignUpEdge implements Edge {
    private final int admitted;
    private final Answer refusal;
    private final AtomicInteger asked = new AtomicInteger();

    private SignUpEdge(int admitted, Answer refusal) {
        this.admitted = admitted;
        this.refusal = refusal;
    }

    /** Nobody can sign up: somebody has switched it off. */
    static SignUpEdge closed() {
        return new SignUpEdge(0, Answer.refusal(403, "Anonymous sign-up is disabled"));
    }

    /** One address can sign so many users up in an hour; the hour does not end while the platform runs. */
    static SignUpEdge quota(int users) {
        return new SignUpEdge(
                users,
                Answer.refusal(429, "Too many sign-ups from this address").with("Retry-After", Integer.toString(3600)));
    }

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        boolean signUp =
                call.path().equals("/api/v1/users/anonymous") && call.method().equals("POST");
        return signUp && asked.incrementAndGet() > admitted ? refusal : behind.answer(call);
    }
}
