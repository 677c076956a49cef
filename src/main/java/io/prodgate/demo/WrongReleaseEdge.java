package io.prodgate.demo;

/**
 * A deploy that went wrong, lastingly: the release before is still live, and the route of the API is gone, so that the
 * frontend's catch-all answers there with its page and 200.
 */
final class WrongReleaseEdge implements Edge {
    private static final String RELEASE_BEFORE = "5e0d7731c8aa42f6";

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        if (call.path().startsWith("/api/")) {
            return Answer.html(200, FrontApi.page());
        }
        return call.path().equals("/health") ? FrontApi.health(RELEASE_BEFORE, 0) : behind.answer(call);
    }
}
