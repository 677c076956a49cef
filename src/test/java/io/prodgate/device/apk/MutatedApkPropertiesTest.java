package io.prodgate.device.apk;

import static org.assertj.core.api.Assertions.assertThat;

import io.prodgate.evidence.ApkReading;
import io.prodgate.testing.Allocations;
import io.prodgate.testing.CompiledXml.Attribute;
import io.prodgate.testing.CompiledXml.Tag;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipFile;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever becomes of an APK's bytes: it is refused in words, or read, and if its signature still holds it says what it
 * said when it was signed.
 */
class MutatedApkPropertiesTest {
    private static final long MOST_MEMORY = 32L << 20;
    private static final Original ORIGINAL = Original.make();

    /** The APK, its bytes, its manifest without the archive around it, and what it says. */
    private record Original(Path folder, byte[] signed, byte[] manifest, ApkReading reading) {
        static Original make() {
            try {
                Path folder = Files.createTempDirectory("mutated");
                Path file = TinyApk.release()
                        .minSdk(21)
                        .schemes("v1", "v2", "v3")
                        .code("classes.dex", "https://api.example.com", "com.example.Main")
                        .network(Tag.of(
                                "domain-config",
                                List.of(Attribute.flag("cleartextTrafficPermitted", 0, true)),
                                Tag.of("domain", List.of(), "example.com")))
                        .file("assets/config.json", "{\"url\":\"https://cdn.example.com\"}")
                        .signed(folder.resolve("app.apk"), SigningKeys.PRODUCTION);
                return new Original(
                        folder,
                        Files.readAllBytes(file),
                        entry(file, "AndroidManifest.xml"),
                        new ApkReader(Set.of()).read(file));
            } catch (IOException | ApkException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterContainer
    static void removeIt() throws IOException {
        for (String name : List.of("app.apk", "unsigned-app.apk", "mutated.apk")) {
            Files.deleteIfExists(ORIGINAL.folder().resolve(name));
        }
        Files.delete(ORIGINAL.folder());
    }

    @Property(tries = 300)
    void anyBitsMayBeTurnedOver(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int bits) throws Exception {
        byte[] bytes = flipped(ORIGINAL.signed(), seed, bits);

        neverTrusted(bytes);
    }

    /** Without compression and checksums in the way, so that the parsers behind them see the damage. */
    @Property(tries = 1_000)
    void anyBytesOfItsPartsMayBeOthers(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int changes)
            throws Exception {
        Random random = new Random(seed);
        byte[] part = ORIGINAL.manifest().clone();
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(part.length);
            part[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
        }

        parsersSurvive(part);
    }

    @Property(tries = 100)
    void itMayEndAnywhere(@ForAll @IntRange(min = 0, max = 999) int thousandths) throws Exception {
        neverTrusted(Arrays.copyOf(ORIGINAL.signed(), (int) ((long) ORIGINAL.signed().length * thousandths / 1_000)));
    }

    @Property(tries = 100)
    void aPieceOfItMayBeElsewhere(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        byte[] bytes = ORIGINAL.signed().clone();
        int length = 1 + random.nextInt(200);
        System.arraycopy(
                ORIGINAL.signed(),
                random.nextInt(bytes.length - length),
                bytes,
                random.nextInt(bytes.length - length),
                length);

        neverTrusted(bytes);
    }

    private static void neverTrusted(byte[] bytes) throws Exception {
        Path file = Files.write(ORIGINAL.folder().resolve("mutated.apk"), bytes);
        assertThat(Allocations.of(() -> new ApkReader(Set.of()).read(file)))
                .as("bytes allocated for a file of %d", bytes.length)
                .isLessThan(MOST_MEMORY);
        try {
            ApkReading reading = new ApkReader(Set.of()).read(file);
            if (reading.signing().verified()) {
                assertThat(said(reading)).isEqualTo(said(ORIGINAL.reading()));
            }
        } catch (ApkException e) {
            assertThat(e.what()).startsWith("mutated.apk ");
            assertThat(e.todo()).isNotBlank();
        }
    }

    /** All that is under the signature; padding beside it is not. */
    private static List<Object> said(ApkReading reading) {
        return List.of(
                reading.packageName(),
                reading.versionName(),
                reading.versionCode(),
                reading.minSdk(),
                reading.targetSdk(),
                reading.debuggable(),
                reading.network(),
                reading.hosts(),
                reading.signing().signers().stream()
                        .map(ApkReading.Signer::sha256)
                        .toList());
    }

    private static void parsersSurvive(byte[] part) throws IOException {
        Bytes bytes = new Bytes("mutated", part);
        try {
            if (DexStrings.are(bytes)) {
                DexStrings.read(bytes, text -> {});
            } else {
                BinaryXml xml = BinaryXml.read(bytes);
                Manifest.of(xml, ResourceTable.empty());
            }
        } catch (MalformedException e) {
            assertThat(e).hasMessageContaining(":");
        }
    }

    private static byte[] flipped(byte[] from, long seed, int bits) {
        Random random = new Random(seed);
        byte[] bytes = from.clone();
        for (int i = 0; i < bits; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] entry(Path apk, String name) throws IOException {
        try (ZipFile zip = new ZipFile(apk.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }
}
