package io.prodgate.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The demo's app, and what is wrong with the variants that {@code src/demo-app/make} builds beside it. Without them tests
 * are skipped, and the skip says how to build them; in CI ({@code CI=true}) they fail.
 */
public enum DemoApks {
    /** As it should be: for the demo's production, signed by schemes v2 and v3 with the demo's key. */
    GOOD,
    /** Signed with a key as Android's tools make it for developers: {@code CN=Android Debug}. */
    DEBUG_SIGNED,
    /** Signed by somebody else. */
    OTHER_CERTIFICATE,
    /** Not signed at all. */
    UNSIGNED,
    /** Signed by scheme v1 only, which devices refuse from an app for Android 11 and newer. */
    V1_ONLY,
    /** For Android 5.0 to 9, signed by scheme v1 only, as it was right then. */
    OLD_V1_ONLY,
    /** Signed by scheme v2 only. */
    V2_ONLY,
    /** Signed by scheme v3 only. */
    V3_ONLY,
    /** {@code android:debuggable}. */
    DEBUGGABLE,
    /** For {@link #STAGING_HOST} instead of production. */
    STAGING,
    /** For production, but the second dex file names {@link #STAGING_HOST}. */
    STAGING_IN_CODE,
    /** May send in clear, to production too. */
    CLEARTEXT,
    /** Trusts what a user of the device adds to its authorities. */
    USER_AUTHORITIES,
    /** Has native code for 64-bit ARM only. */
    ARM64_ONLY;

    /** The app's package. */
    public static final String PACKAGE = "io.prodgate.demo.tickets";

    /** Where the variants for staging go. */
    public static final String STAGING_HOST = "staging.tickets.example.com";

    /** SHA-256 of the certificate of the demo's key, in lower case without separators. */
    public static final String CERTIFICATE = "b67aae7a3f6b484d836384dc781eca9bb7556995335bf165b21d82c5d008f7c2";

    /** Where it is. */
    public Path path() {
        Path file = this == GOOD
                ? Path.of("target/demo-app.apk")
                : Path.of(
                        "target/demo-app/variants",
                        name().toLowerCase(Locale.ROOT).replace('_', '-') + ".apk");
        if (!Files.isRegularFile(file)) {
            String message = "needs " + file + ": ./mvnw -Pdemo-app generate-test-resources, and for that"
                    + " apt-get install aapt zipalign apksigner";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return file;
    }
}
