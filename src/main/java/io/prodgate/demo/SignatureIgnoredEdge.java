package io.prodgate.demo;

/** Somebody has switched the check of signatures off: every webhook counts as signed by the tenant it names. */
final class SignatureIgnoredEdge implements Edge {
    private static final String WEBHOOK = "/webhook/servicedesk";

    @Override
    public Answer pass(Call call, Endpoint behind) throws InterruptedException {
        return call.path().equals(WEBHOOK) ? behind.answer(signed(call)) : behind.answer(call);
    }

    private static Call signed(Call call) {
        return call.with(WebhookApi.SIGNATURE, Signature.of(call.body(), Tenants.ACME.webhookSecret()));
    }
}
