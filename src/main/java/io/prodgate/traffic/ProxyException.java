package io.prodgate.traffic;

import io.prodgate.evidence.Trouble;
import java.io.IOException;

/** A proxy did not open a tunnel. */
final class ProxyException extends IOException {
    private static final long serialVersionUID = 1;
    private final Trouble.Kind kind;

    ProxyException(Trouble.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Trouble.Kind kind() {
        return kind;
    }
}
