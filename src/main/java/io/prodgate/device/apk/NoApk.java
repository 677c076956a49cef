package io.prodgate.device.apk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Knows what people hand over instead of an APK, and what they should do. */
final class NoApk {
    private static final int HEAD = 256;
    private static final String UNIVERSAL =
            "make one APK of it, signed with the production key: bundletool build-apks --mode=universal --bundle=app.aab "
                    + "--output=app.apks --ks=…, then take universal.apk out of app.apks";

    private final Path file;

    NoApk(Path file) {
        this.file = file;
    }

    /** Looks at the file before it is read as an archive. */
    void check() throws IOException, ApkException {
        if (Files.isDirectory(file)) {
            throw no("it is a folder", "name the file in it");
        }
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw no(
                    "there is no such file that can be read",
                    "paths are relative to the plan's folder; build or fetch it before");
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String start = text.strip().toLowerCase(Locale.ROOT);
        if (head.length == 0) {
            throw no("it is empty", "build it again, or fetch it again");
        }
        if (start.startsWith("version https://git-lfs")) {
            throw no(
                    "it is a pointer of Git LFS, not the file itself",
                    "git lfs pull, or 'lfs: true' of actions/checkout");
        }
        if (start.startsWith("<!doctype")
                || start.startsWith("<html")
                || start.startsWith("<?xml")
                || start.startsWith("{")) {
            throw no(
                    "it is a web page or a text, perhaps an error instead of a download",
                    "look at it, and fetch the file again");
        }
        if (!text.startsWith("PK")) {
            throw no("it does not begin as archives do", "name the APK that the release build writes");
        }
    }

    private ApkException no(String what, String todo) {
        return new ApkException(file.getFileName() + " is no APK: " + what, todo);
    }

    /** Looks at what kind of archive it is. */
    static void check(ZipArchive archive) throws ApkException {
        if (archive.find("BundleConfig.pb").isPresent()
                || archive.find("base/manifest/AndroidManifest.xml").isPresent()) {
            throw new ApkException(archive + " is an app bundle (AAB), which no device can install", UNIVERSAL);
        }
        boolean apks = archive.find("toc.pb").isPresent()
                || archive.entries().stream()
                        .anyMatch(entry -> entry.extension().equals("apk")
                                && (entry.name().indexOf('/') < 0
                                        || entry.name().startsWith("splits/")));
        if (apks && archive.find("AndroidManifest.xml").isEmpty()) {
            throw new ApkException(
                    archive + " is a set of APKs (APKS, XAPK or the like), which Maestro and adb cannot install as one",
                    UNIVERSAL);
        }
    }

    /** Looks at whether it is only a part of an app. */
    static void check(String name, Manifest manifest) throws ApkException {
        if (manifest.split().isPresent()) {
            throw new ApkException(
                    name + " is only the split '" + manifest.split().get() + "' of " + manifest.packageName(),
                    UNIVERSAL);
        }
        if (manifest.splitsRequired()) {
            throw new ApkException(
                    name + " is only the base of " + manifest.packageName() + " and does not run without its splits",
                    UNIVERSAL);
        }
    }
}
