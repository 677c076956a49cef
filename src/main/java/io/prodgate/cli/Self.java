package io.prodgate.cli;

import java.nio.file.Path;
import java.util.List;

/** How this program is started once more. */
final class Self {
    private Self() {}

    /** The words that start it, without a command. */
    static List<String> words() {
        String main = System.getProperty("sun.java.command", "");
        String classes = System.getProperty("java.class.path", "");
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null || main.isEmpty()) {
            return List.of(ProcessHandle.current().info().command().orElse("prodgate"));
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return classes.endsWith(".jar") && main.startsWith(classes)
                ? List.of(java, "-jar", Path.of(classes).toAbsolutePath().toString())
                : List.of(java, "-cp", classes, main.split(" ", 2)[0]);
    }
}
