package io.prodgate.demo;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bot wall in front of everything, that takes the validation for a bot:
 * https://developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response
 */
final class BotChallengeEdge implements Edge {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en-US"><head><title>Just a moment...</title>
            <meta name="robots" content="noindex,nofollow"></head>
            <body><noscript>Enable JavaScript and cookies to continue</noscript></body></html>
            """;

    private final int status;
    private final int trusted;
    private final AtomicInteger calls = new AtomicInteger();

    /**
     * @param status of a challenge: 403, or 429 where a rate limiting rule challenges instead of blocking
     * @param trusted how many calls pass before the first challenge
     */
    BotChallengeEdge(int status, int trusted) {
        this.status = status;
        this.trusted = trusted;
    }

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        if (calls.incrementAndGet() <= trusted) {
            return behind.answer(call);
        }
        Answer challenge = Answer.html(status, PAGE)
                .with("Server", "cloudflare")
                .with("CF-RAY", "9a3d1f0c2b7e4d55-FRA")
                .with("cf-mitigated", "challenge");
        // A browser that passes the challenge may come back then; whoever cannot gets the next one.
        return status == 429 ? challenge.with("Retry-After", "5") : challenge;
    }
}
