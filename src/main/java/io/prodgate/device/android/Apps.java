package io.prodgate.device.android;

import io.prodgate.device.DeviceException;
import io.prodgate.device.adb.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Installs, clears and removes apps on a device. */
final class Apps {
    private static final Duration INSTALL = Duration.ofMinutes(4);
    private static final Duration CHANGE = Duration.ofMinutes(1);
    private static final Pattern WORD = Pattern.compile("\\b((?:INSTALL|DELETE)_[A-Z_]+)\\b");
    private static final Pattern NO_SERVICE = Pattern.compile("Can't find service: (\\S+)");

    /** The older app is in the way: it has to go, with its data, before this one can come. */
    private static final Set<String> IN_THE_WAY = Set.of(
            "INSTALL_FAILED_UPDATE_INCOMPATIBLE",
            "INSTALL_FAILED_VERSION_DOWNGRADE",
            "INSTALL_FAILED_SHARED_USER_INCOMPATIBLE",
            "INSTALL_FAILED_DUPLICATE_PERMISSION",
            "INSTALL_PARSE_FAILED_INCONSISTENT_CERTIFICATES");

    private final DeviceShell shell;

    Apps(DeviceShell shell) {
        this.shell = shell;
    }

    void install(Path apk, Optional<String> removable) throws DeviceException, InterruptedException {
        Optional<DeviceException> failure = tryInstall(apk);
        boolean inTheWay = failure.flatMap(DeviceException::word)
                .filter(IN_THE_WAY::contains)
                .isPresent();
        if (inTheWay && removable.isPresent()) {
            uninstall(removable.get());
            failure = tryInstall(apk);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private Optional<DeviceException> tryInstall(Path apk) throws DeviceException, InterruptedException {
        Programs.Answer answer = shell.adb().on(shell.serial(), INSTALL, "install", "-r", apk.toString());
        // Older adb ends with 0 whatever the device says.
        return answer.ok() && answer.all().contains("Success")
                ? Optional.empty()
                : Optional.of(failed("the APK cannot be installed", answer));
    }

    void uninstall(String packageName) throws DeviceException, InterruptedException {
        if (has(packageName)) {
            change("pm uninstall " + named(packageName), "the app " + packageName + " cannot be removed");
        }
    }

    void clear(String packageName) throws DeviceException, InterruptedException {
        change("pm clear " + named(packageName), "the data of " + packageName + " cannot be cleared");
    }

    private void change(String command, String failure) throws DeviceException, InterruptedException {
        Programs.Answer answer = shell.adb().shell(shell.serial(), CHANGE, command);
        if (!answer.ok() || !answer.output().contains("Success")) {
            throw failed(failure, answer);
        }
    }

    boolean has(String packageName) throws DeviceException, InterruptedException {
        Programs.Answer answer = shell.ask("pm path " + named(packageName));
        if (answer.output().lines().anyMatch(line -> line.startsWith("package:"))) {
            return true;
        }
        // Exit code 1 and not a word is how Android says no.
        if (answer.code().filter(code -> code <= 1).isPresent()
                && answer.errors().isBlank()) {
            return false;
        }
        throw failed("it cannot be told whether " + packageName + " is installed", answer);
    }

    private String named(String packageName) throws DeviceException {
        if (!packageName.matches("[A-Za-z0-9_.]+")) {
            throw new DeviceException(
                    "'" + packageName + "' is no name of an app", shell.serial(), "check the app's name in the plan");
        }
        return packageName;
    }

    private DeviceException failed(String what, Programs.Answer answer) {
        Matcher word = WORD.matcher(answer.all());
        if (word.find()) {
            return new DeviceException(
                    what + ": "
                            + answer.all()
                                    .lines()
                                    .filter(line -> line.contains(word.group(1)))
                                    .findFirst()
                                    .orElse("")
                                    .strip(),
                    shell.serial(),
                    InstallWords.todo(word.group(1)),
                    Optional.of(word.group(1)));
        }
        return new DeviceException(
                what + ": " + answer.words(),
                shell.serial(),
                NO_SERVICE.matcher(answer.all()).find()
                        ? "Android on the device is not up or fell over: start it again"
                        : "look at the device: adb -s " + shell.serial() + " shell");
    }
}
