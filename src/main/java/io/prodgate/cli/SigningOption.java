package io.prodgate.cli;

import io.prodgate.verdict.SealKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the key by which approvals and decisions are signed. */
public final class SigningOption {
    @Option(
            names = "--signing-key",
            paramLabel = "FILE",
            description = "Sign what the run proved with this private key (PEM, Ed25519), for 'prodgate verify --key'.")
    private @Nullable Path file;

    /**
     * The key, if one was named.
     *
     * @throws CommandException if there is none in the file
     */
    Optional<PrivateKey> key() throws CommandException {
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(SealKeys.privateKey(Files.readString(file)));
        } catch (IOException e) {
            throw CommandException.usage(
                    "the signing key " + file + " cannot be read: " + e.getMessage() + "; name another file");
        } catch (SealKeys.KeyException e) {
            throw CommandException.usage("the signing key " + file + " is not usable: " + e.getMessage());
        }
    }
}
