package io.prodgate.device.apk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.prodgate.testing.Allocations;
import io.prodgate.testing.CompiledXml;
import io.prodgate.testing.CompiledXml.Attribute;
import io.prodgate.testing.CompiledXml.Tag;
import io.prodgate.testing.SigningKeys;
import io.prodgate.testing.TinyApk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileApkTest {
    private static final int DIRECTORY_ENTRY = 0x02014b50;

    @TempDir
    private Path folder;

    @Test
    void saysThatThereIsNoFile() {
        assertThat(refused(folder.resolve("app.apk")))
                .hasMessage("app.apk is no APK: there is no such file that can be read");
    }

    @Test
    void saysThatItIsAFolder() {
        assertThat(refused(folder)).hasMessageEndingWith("is no APK: it is a folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is empty",
                "version https://git-lfs.github.com/spec/v1 | it is a pointer of Git LFS, not the file itself",
                "<!DOCTYPE html><html> | it is a web page or a text, perhaps an error instead of a download",
                "{\"message\":\"Not Found\"} | it is a web page or a text, perhaps an error instead of a download",
                "MZ | it does not begin as archives do",
            })
    void saysWhatElseItIs(String content, String what) throws Exception {
        assertThat(refused(write(content.getBytes(StandardCharsets.UTF_8)))).hasMessage("app.apk is no APK: " + what);
    }

    @Test
    void anAppBundleIsNoApk() throws Exception {
        Path file = zip("BundleConfig.pb", "base/manifest/AndroidManifest.xml");

        ApkException refused = refused(file);

        assertThat(refused).hasMessageContaining("app bundle (AAB)");
        assertThat(refused.todo()).contains("bundletool build-apks --mode=universal");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base.apk,config.arm64_v8a.apk,manifest.json", "toc.pb,splits/base-master.apk"})
    void aSetOfApksIsNoApk(String entries) throws Exception {
        ApkException refused = refused(zip(entries.split(",")));

        assertThat(refused).hasMessageContaining("set of APKs");
        assertThat(refused.todo()).contains("universal");
    }

    @Test
    void aSplitIsOnlyAPart() throws Exception {
        Path split = TinyApk.release()
                .manifest(Attribute.text("split", 0, "config.de"))
                .unsigned(apk());
        assertThat(refused(split)).hasMessageContaining("only the split 'config.de' of com.example.tickets");

        Path base = TinyApk.release()
                .manifest(Attribute.flag("isSplitRequired", 0x01010591, true))
                .unsigned(apk());
        assertThat(refused(base)).hasMessageContaining("only the base");
    }

    @Test
    void anotherArchiveIsNoApk() throws Exception {
        assertThat(refused(zip("README.md"))).hasMessageContaining("without an AndroidManifest.xml");
    }

    @Test
    void aTruncatedFileIsBroken() throws Exception {
        byte[] whole = Files.readAllBytes(TinyApk.release().signed(apk(), SigningKeys.PRODUCTION));

        ApkException refused = refused(write(Arrays.copyOf(whole, whole.length * 9 / 10)));

        assertThat(refused).hasMessageContaining("app.apk is broken").hasMessageContaining("truncated");
        assertThat(refused.todo()).contains("fetch it again");
    }

    @Test
    void twoEntriesOfOneNameAreAmbiguous() throws Exception {
        Path file = TinyApk.release().file("AndroidManifest.xmX", "not the one").unsigned(apk());

        assertThat(refused(renamed(file, "AndroidManifest.xmX", "AndroidManifest.xml")))
                .hasMessageContaining("two entries named 'AndroidManifest.xml'");
    }

    @Test
    void aNameThatDiffersBetweenHeaderAndDirectoryIsAmbiguous() throws Exception {
        Path file = TinyApk.release().file("assets/a.txt", "harmless").unsigned(apk());
        byte[] bytes = Files.readAllBytes(file);
        bytes[indexOf(bytes, "assets/a.txt")] ^= 2;

        assertThat(refused(write(bytes))).hasMessageContaining("another name in its own header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/tmp/evil", "lib/../../evil", "..\\evil", "a\u0001b"})
    void aNameThatLeadsOutOfItsFolderIsRefused(String name) throws Exception {
        assertThat(refused(TinyApk.release().file(name, "x").unsigned(apk())))
                .hasMessageContaining("would lead out of its folder");
    }

    @Test
    void anEntryMarkedAsEncryptedIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(TinyApk.release().unsigned(apk()));
        bytes[directoryEntry(bytes, "AndroidManifest.xml") + 8] |= 1;

        assertThat(refused(write(bytes))).hasMessageContaining("encrypted");
    }

    @Test
    void anEntryThatClaimsMoreThanItCanHoldIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(TinyApk.release().unsigned(apk()));
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(directoryEntry(bytes, "AndroidManifest.xml") + 24, 100_000_000);

        assertThat(refused(write(bytes))).hasMessageContaining("which cannot be");
    }

    @Test
    void anEntryThatUnpacksToMoreThanItClaimsIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(
                TinyApk.release().file("assets/zeros", new byte[1 << 20]).unsigned(apk()));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(directoryEntry(bytes, "assets/zeros") + 24, 100);

        assertThat(refused(write(bytes))).hasMessageContaining("more bytes than the archive's directory says");
    }

    @Test
    void aBombIsRefusedBeforeItIsUnpacked() throws Exception {
        Path file =
                TinyApk.release().file("AndroidManifest.xmX", new byte[9 << 20]).unsigned(apk());
        // The manifest of eight million zeros goes first; the real one under another name.
        Path swapped = renamed(
                renamed(file, "AndroidManifest.xml", "AndroidManifest.xmY"),
                "AndroidManifest.xmX",
                "AndroidManifest.xml");

        assertThat(refused(swapped)).hasMessageContaining("more than the 8388608 that any build writes");
    }

    @Test
    void aLargeFileIsNeverInMemoryAsAWhole() throws Exception {
        byte[] zeros = new byte[64 << 20];
        Path file = TinyApk.release().file("assets/zeros.bin", zeros).unsigned(apk());

        assertThat(Allocations.of(() -> new ApkReader(Set.of()).read(file))).isLessThan(zeros.length / 8);
    }

    @Test
    void aWordWithoutAnEndIsReadOnce() throws Exception {
        byte[] letters = new byte[16 << 20];
        Arrays.fill(letters, (byte) 'a');
        Path file = TinyApk.release().file("assets/one-word.txt", letters).unsigned(apk());

        assertThat(Allocations.of(() -> new ApkReader(Set.of()).read(file))).isLessThan(3L * letters.length);
    }

    @Test
    void aManifestWithTwoApplicationsIsAmbiguous() throws Exception {
        byte[] manifest = CompiledXml.of(Tag.of(
                "manifest",
                List.of(Attribute.text("package", 0, "com.example.tickets")),
                Tag.of("application", List.of()),
                Tag.of("application", List.of(Attribute.flag("debuggable", 0x0101000f, true)))));

        assertThat(refused(zip("AndroidManifest.xml", manifest))).hasMessageContaining("more than one <application>");
    }

    @Test
    void aManifestWithAnAttributeTwiceIsAmbiguous() throws Exception {
        byte[] manifest = CompiledXml.of(Tag.of(
                "manifest",
                List.of(Attribute.text("package", 0, "com.example.tickets")),
                Tag.of(
                        "application",
                        List.of(
                                Attribute.flag("debuggable", 0x0101000f, false),
                                Attribute.flag("debuggable", 0x0101000f, true)))));

        assertThat(refused(zip("AndroidManifest.xml", manifest))).hasMessageContaining("an attribute twice");
    }

    @Test
    void aConfigThatIsNotThereIsRefused() throws Exception {
        Path file = TinyApk.release()
                .application(Attribute.text("networkSecurityConfig", 0x01010527, "res/xml/gone.xml"))
                .unsigned(apk());

        assertThat(refused(file)).hasMessageContaining("res/xml/gone.xml, which is not there");
    }

    @Test
    void nothingIsWrittenBesideTheFile() throws Exception {
        Path file = TinyApk.release().file("assets/../../evil", "x").unsigned(apk());
        refused(file);
        new ApkReader(Set.of()).read(TinyApk.release().signed(apk(), SigningKeys.PRODUCTION));

        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("app.apk", "unsigned-app.apk");
        }
    }

    private ApkException refused(Path file) {
        ApkException refused = catchThrowableOfType(ApkException.class, () -> new ApkReader(Set.of()).read(file));
        assertThat(refused).as("an ApkException for " + file).isNotNull();
        assertThat(refused.what()).contains(String.valueOf(file.getFileName()));
        assertThat(refused.todo()).isNotBlank();
        return refused;
    }

    private Path apk() {
        return folder.resolve("app.apk");
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(apk(), bytes);
    }

    private Path zip(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write('x');
                out.closeEntry();
            }
        }
        return write(bytes.toByteArray());
    }

    private Path zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry(name));
            out.write(content);
            out.closeEntry();
        }
        return write(bytes.toByteArray());
    }

    /** Everywhere in the file, both names of one length. */
    private static Path renamed(Path file, String from, String to) throws IOException {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        return Files.writeString(file, content.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    private static int directoryEntry(byte[] bytes, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = bytes.length - 46 - name.length(); at >= 0; at--) {
            if (buffer.getInt(at) == DIRECTORY_ENTRY
                    && new String(bytes, at + 46, name.length(), StandardCharsets.ISO_8859_1).equals(name)) {
                return at;
            }
        }
        throw new IllegalStateException("no entry " + name);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
