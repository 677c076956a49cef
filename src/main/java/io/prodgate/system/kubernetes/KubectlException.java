package io.prodgate.system.kubernetes;

/** {@code kubectl} gave no answer that can be used; the message says why. */
public final class KubectlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean ours;

    KubectlException(String message, boolean ours) {
        super(message);
        this.ours = ours;
    }

    /** Whether whoever runs us has to mend it: kubectl is missing, or its account may not ask. */
    public boolean ours() {
        return ours;
    }
}
