package io.prodgate.check.request;

import io.prodgate.plan.Keys;
import io.prodgate.plan.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Binds {@code sign}: one of the usual schemes, or all of its parts. */
final class SignatureReader {
    private static final List<String> SCHEMES = List.of("hmac-sha256", "github", "standard-webhooks", "stripe");
    private static final Map<String, Signature.KeyForm> KEY_FORMS =
            Map.of("text", Signature.KeyForm.TEXT, "hex", Signature.KeyForm.HEX, "base64", Signature.KeyForm.BASE64);
    private static final Map<String, Signature.Encoding> ENCODINGS =
            Map.of("hex", Signature.Encoding.HEX, "base64", Signature.Encoding.BASE64);
    private static final Map<String, Signature.Unit> UNITS =
            Map.of("seconds", Signature.Unit.SECONDS, "milliseconds", Signature.Unit.MILLISECONDS);

    private final References references;

    SignatureReader(References references) {
        this.references = references;
    }

    Optional<Signature> read(Keys keys) {
        return keys.mapping("sign", sign -> {
            Signature signature = signature(sign);
            sign.done();
            return signature;
        });
    }

    private Signature signature(Keys sign) {
        List<String> schemes = SCHEMES.stream().filter(sign::has).toList();
        if (schemes.isEmpty()) {
            sign.error(
                    "hmac-sha256",
                    "'hmac-sha256' is missing",
                    "write 'hmac-sha256: ${secret.…}' and 'header: …', or one of github, standard-webhooks, stripe");
        } else if (schemes.size() > 1) {
            sign.error(
                    schemes.get(1),
                    "a request has one signature, and there is '" + schemes.getFirst() + "' already",
                    "keep one of " + String.join(", ", schemes));
        }
        String scheme = schemes.isEmpty() ? "hmac-sha256" : schemes.getFirst();
        Template key = references.template(sign, scheme).orElse(Template.literal(""));
        return switch (scheme) {
            case "github" ->
                scheme(sign, key, Signature.KeyForm.TEXT, "{body}", "X-Hub-Signature-256", "sha256={signature}");
            case "stripe" ->
                scheme(
                        sign,
                        key,
                        Signature.KeyForm.TEXT,
                        "{timestamp}.{body}",
                        "Stripe-Signature",
                        "t={timestamp},v1={signature}");
            case "standard-webhooks" -> standardWebhooks(sign, key);
            default -> ownParts(sign, key);
        };
    }

    // https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
    // https://docs.stripe.com/webhooks#verify-manually
    private static Signature scheme(
            Keys sign, Template key, Signature.KeyForm form, String signed, String header, String value) {
        Duration age = signed.contains("{timestamp}") ? age(sign) : Duration.ZERO;
        return new Signature(
                key,
                form,
                signed,
                Signature.Encoding.HEX,
                header,
                value,
                Optional.empty(),
                Signature.Unit.SECONDS,
                Optional.empty(),
                Optional.empty(),
                age,
                false);
    }

    // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    private Signature standardWebhooks(Keys sign, Template key) {
        return new Signature(
                key,
                Signature.KeyForm.WHSEC,
                "{id}.{timestamp}.{body}",
                Signature.Encoding.BASE64,
                "webhook-signature",
                "v1,{signature}",
                Optional.of("webhook-timestamp"),
                Signature.Unit.SECONDS,
                Optional.of("webhook-id"),
                references.template(sign, "id"),
                age(sign),
                false);
    }

    private Signature ownParts(Keys sign, Template key) {
        String header = header(sign, sign.requiredText("header"), "header");
        String prefix = sign.text("prefix").orElse("");
        String signed = sign.text("signed").orElse("{body}");
        if (!signed.contains("{body}")) {
            sign.error("signed", "the body is not part of what is signed", "write for example '{timestamp}.{body}'");
        }
        return new Signature(
                key,
                sign.oneOf("key-encoding", KEY_FORMS).orElse(Signature.KeyForm.TEXT),
                signed,
                sign.oneOf("encoding", ENCODINGS).orElse(Signature.Encoding.HEX),
                header,
                prefix + "{signature}",
                sign.text("timestamp-header").map(name -> header(sign, name, "timestamp-header")),
                sign.oneOf("timestamp-unit", UNITS).orElse(Signature.Unit.SECONDS),
                sign.text("id-header").map(name -> header(sign, name, "id-header")),
                references.template(sign, "id"),
                age(sign),
                false);
    }

    private String header(Keys sign, String name, String key) {
        references.checkHeaderName(name, sign.at(), sign.path() + "." + key);
        return name;
    }

    private static Duration age(Keys sign) {
        return sign.duration("age").orElse(Duration.ZERO);
    }
}
