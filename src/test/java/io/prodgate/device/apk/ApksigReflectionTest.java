package io.prodgate.device.apk;

import static org.assertj.core.api.Assertions.assertThat;

import com.android.apksig.ApkVerifier;
import com.android.apksig.internal.asn1.Asn1Class;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class that a newer apksig reads into and that is forgotten makes a native binary refuse every APK. */
class ApksigReflectionTest {
    @Test
    void namesEveryClassThatTheLibraryReadsInto() throws Exception {
        RegisterForReflection registered = NativeReflection.class.getAnnotation(RegisterForReflection.class);

        assertThat(registered).isNotNull();
        assertThat(readInto()).hasSizeGreaterThan(10);
        assertThat(Stream.concat(
                        Arrays.stream(registered.targets()).map(Class::getName),
                        Arrays.stream(registered.classNames())))
                .containsAll(readInto());
    }

    private static List<String> readInto() throws Exception {
        Path jar = Path.of(ApkVerifier.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> found = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                if (entry.getName().startsWith("com/android/apksig/internal/")
                        && entry.getName().endsWith(".class")) {
                    String name = entry.getName().replace('/', '.').replaceFirst("\\.class$", "");
                    Class<?> candidate = Class.forName(name, false, ApkVerifier.class.getClassLoader());
                    if (candidate.isAnnotationPresent(Asn1Class.class)) {
                        found.add(name);
                    }
                }
            }
        }
        return found;
    }
}
