package io.prodgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/**
 * A pair of keys of Ed25519 in files, as openssl writes them.
 *
 * @param secret the file of the private one
 * @param open the file of the public one
 */
record SealKeyFiles(String secret, String open) {
    static SealKeyFiles in(Path folder, String name) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new SealKeyFiles(
                write(folder.resolve(name + ".key"), "PRIVATE KEY", pair.getPrivate()),
                write(folder.resolve(name + ".pub"), "PUBLIC KEY", pair.getPublic()));
    }

    private static String write(Path file, String label, Key key) throws IOException {
        String encoded = Base64.getMimeEncoder().encodeToString(key.getEncoded());
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + encoded + "\n-----END " + label + "-----\n")
                .toString();
    }
}
