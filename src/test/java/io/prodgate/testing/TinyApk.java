package io.prodgate.testing;

import com.android.apksig.ApkSigner;
import io.prodgate.testing.CompiledXml.Attribute;
import io.prodgate.testing.CompiledXml.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small APKs with what a test is about, byte by byte, signed or not. They do nothing on a device. */
public final class TinyApk {
    public static final String PACKAGE = "com.example.tickets";

    private final List<Attribute> manifest = new ArrayList<>();
    private final List<Attribute> sdk = new ArrayList<>();
    private final List<Attribute> application = new ArrayList<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final List<String> schemes = new ArrayList<>(List.of("v2", "v3"));
    private int minSdk = 24;

    /** A release of version 1.2.3, for Android 7 and newer. */
    public static TinyApk release() {
        TinyApk apk = new TinyApk();
        apk.manifest.add(Attribute.text("package", 0, PACKAGE));
        apk.manifest.add(Attribute.number("versionCode", 0x0101021b, 42));
        apk.manifest.add(Attribute.text("versionName", 0x0101021c, "1.2.3"));
        apk.sdk.add(Attribute.number("targetSdkVersion", 0x01010270, 34));
        return apk;
    }

    public TinyApk manifest(Attribute attribute) {
        manifest.removeIf(known -> known.name().equals(attribute.name()));
        manifest.add(attribute);
        return this;
    }

    public TinyApk application(Attribute attribute) {
        application.add(attribute);
        return this;
    }

    public TinyApk debuggable() {
        return application(Attribute.flag("debuggable", 0x0101000f, true));
    }

    public TinyApk minSdk(int level) {
        minSdk = level;
        return this;
    }

    public TinyApk targetSdk(int level) {
        sdk.clear();
        sdk.add(Attribute.number("targetSdkVersion", 0x01010270, level));
        return this;
    }

    public TinyApk cleartext(boolean allowed) {
        return application(Attribute.flag("usesCleartextTraffic", 0x010104ec, allowed));
    }

    /** A network security config with this content, named by its file as a resource of no table would be. */
    public TinyApk network(Object... parts) {
        application(Attribute.text("networkSecurityConfig", 0x01010527, "res/xml/network.xml"));
        return file("res/xml/network.xml", CompiledXml.of(Tag.of("network-security-config", List.of(), parts)));
    }

    public TinyApk file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    public TinyApk file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of bytecode with these strings and no code. */
    public TinyApk code(String name, String... strings) {
        return file(name, dex(strings));
    }

    public TinyApk schemes(String... named) {
        schemes.clear();
        schemes.addAll(Arrays.asList(named));
        return this;
    }

    /** Writes it without a signature. */
    public Path unsigned(Path file) throws IOException {
        sdk.add(Attribute.number("minSdkVersion", 0x0101020c, minSdk));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            Map<String, byte[]> all = new LinkedHashMap<>();
            all.put("AndroidManifest.xml", manifestXml());
            all.putAll(files);
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return Files.write(file, bytes.toByteArray());
    }

    private byte[] manifestXml() {
        return CompiledXml.of(
                Tag.of("manifest", manifest, Tag.of("uses-sdk", sdk), Tag.of("application", application)));
    }

    /** Writes it, signed. */
    public Path signed(Path file, SigningKeys key) throws IOException {
        Path unsigned = unsigned(file.resolveSibling("unsigned-" + file.getFileName()));
        try {
            new ApkSigner.Builder(
                            List.of(new ApkSigner.SignerConfig.Builder("signer", key.key(), List.of(key.certificate()))
                                    .build()))
                    .setInputApk(unsigned.toFile())
                    .setOutputApk(file.toFile())
                    .setMinSdkVersion(minSdk)
                    .setV1SigningEnabled(schemes.contains("v1"))
                    .setV2SigningEnabled(schemes.contains("v2"))
                    .setV3SigningEnabled(schemes.contains("v3"))
                    .setV4SigningEnabled(false)
                    .build()
                    .sign();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    private static byte[] dex(String... strings) {
        int header = 112;
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteBuffer ids = ByteBuffer.allocate(4 * strings.length).order(ByteOrder.LITTLE_ENDIAN);
        for (String string : strings) {
            ids.putInt(header + 4 * strings.length + data.size());
            int length = string.length();
            if (length > 0x7f) {
                data.write(length & 0x7f | 0x80);
                length >>>= 7;
            }
            data.write(length);
            data.writeBytes(string.getBytes(StandardCharsets.UTF_8));
            data.write(0);
        }
        ByteBuffer dex =
                ByteBuffer.allocate(header + 4 * strings.length + data.size()).order(ByteOrder.LITTLE_ENDIAN);
        dex.put("dex\n035\0".getBytes(StandardCharsets.ISO_8859_1));
        dex.putInt(56, strings.length).putInt(60, header);
        dex.position(header).put(ids.array()).put(data.toByteArray());
        return dex.array();
    }
}
