package io.prodgate.lab.android;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a device reads of an APK when it installs it.
 *
 * @param name the package
 * @param versionCode the one that only grows
 * @param versionName what people read
 * @param leastSdk the oldest Android it runs on
 * @param production the address of production that the demo app carries as a resource, if it does
 */
record Apk(
        String name,
        long versionCode,
        String versionName,
        int leastSdk,
        boolean debuggable,
        Optional<String> production,
        byte[] file) {
    private static final int MOST_BYTES = 64 << 20;

    /**
     * Reads an APK.
     *
     * @throws IOException if it is none
     */
    static Apk read(byte[] file) throws IOException {
        Map<String, byte[]> parts = parts(file);
        byte[] manifest = parts.get("AndroidManifest.xml");
        if (manifest == null) {
            throw new IOException("no AndroidManifest.xml");
        }
        try {
            BinaryXml xml = BinaryXml.read(manifest);
            byte[] resources = parts.get("resources.arsc");
            return new Apk(
                    xml.text("manifest", "package").orElseThrow(() -> new IOException("a manifest without a package")),
                    xml.number("manifest", "versionCode").orElse(0),
                    xml.text("manifest", "versionName").orElse(""),
                    xml.number("uses-sdk", "minSdkVersion").orElse(1),
                    xml.number("application", "debuggable").orElse(0) != 0,
                    resources == null ? Optional.empty() : production(resources),
                    file);
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("a broken AndroidManifest.xml: " + e, e);
        }
    }

    /** The demo app has one text that is an address. */
    private static Optional<String> production(byte[] resources) {
        return BinaryXml.strings(resources, BinaryXml.TABLE_HEADER).stream()
                .filter(text -> text.matches("https?://[A-Za-z0-9.:\\[\\]-]+"))
                .findFirst();
    }

    private static Map<String, byte[]> parts(byte[] file) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("AndroidManifest.xml")
                        || entry.getName().equals("resources.arsc")) {
                    parts.put(entry.getName(), zip.readNBytes(MOST_BYTES));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("a broken archive", e);
        }
        return parts;
    }
}
