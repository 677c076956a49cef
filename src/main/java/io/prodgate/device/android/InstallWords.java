package io.prodgate.device.android;

/**
 * What to do about Android's words for an installation that failed.
 *
 * @see <a href="https://developer.android.com/reference/android/content/pm/PackageInstaller">PackageInstaller</a>
 */
final class InstallWords {
    private InstallWords() {}

    static String todo(String word) {
        return switch (word) {
            case "INSTALL_FAILED_INSUFFICIENT_STORAGE" ->
                "make room on the device, or start the emulator with a larger data partition (options: [-partition-size, '8192'])";
            case "INSTALL_FAILED_UPDATE_INCOMPATIBLE",
                    "INSTALL_FAILED_SHARED_USER_INCOMPATIBLE",
                    "INSTALL_FAILED_DUPLICATE_PERMISSION",
                    "INSTALL_PARSE_FAILED_INCONSISTENT_CERTIFICATES" ->
                "another build of the app, signed with another key, is installed: remove it, or allow that data is cleared";
            case "INSTALL_FAILED_VERSION_DOWNGRADE" ->
                "a newer version of the app is installed: remove it, or allow that data is cleared";
            case "INSTALL_FAILED_NO_MATCHING_ABIS" ->
                "the APK has no native code for the device's processor: use another device";
            case "INSTALL_FAILED_OLDER_SDK" -> "the device's Android is too old for the APK: use a newer one";
            case "INSTALL_FAILED_USER_RESTRICTED", "INSTALL_FAILED_ABORTED", "INSTALL_FAILED_VERIFICATION_FAILURE" ->
                "allow installation over USB in the device's developer options, and switch off its checks for ADB";
            case "INSTALL_PARSE_FAILED_NO_CERTIFICATES" ->
                "the APK is not signed as this Android wants it: sign it (v2 or later)";
            case "INSTALL_FAILED_INVALID_APK",
                    "INSTALL_PARSE_FAILED_NOT_APK",
                    "INSTALL_PARSE_FAILED_UNEXPECTED_EXCEPTION" ->
                "the file is broken, or one part of a split APK: build it again as one APK";
            case "INSTALL_FAILED_TEST_ONLY" -> "the APK is a test build (android:testOnly): build the release";
            default -> "look the word up in the documentation of Android's PackageInstaller";
        };
    }
}
