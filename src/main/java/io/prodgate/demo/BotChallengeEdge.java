package io.prodgate.demo;

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

    @Override
    public Answer pass(Call call, Endpoint behind) {
        return Answer.html(403, PAGE)
                .with("Server", "cloudflare")
                .with("CF-RAY", "9a3d1f0c2b7e4d55-FRA")
                .with("cf-mitigated", "challenge");
    }
}
