package io.prodgate.system;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What terraform's error output means and what to do about it, in one sentence. */
final class TerraformTrouble {
    private static final int LONGEST = 300;
    private static final Pattern LOCK_ID = Pattern.compile("ID:\\s+(\\S{1,80})");
    private static final Pattern LOCK_OWNER = Pattern.compile("Who:\\s+(\\S{1,80})");

    // Colours, and the frame that terraform draws around its errors.
    private static final Pattern DECORATION = Pattern.compile("\\u001B\\[[0-9;]*[A-Za-z]|[╷│╵]");

    private TerraformTrouble() {}

    static String explain(Path folder, String command, int exitCode, String printed) {
        String stderr = DECORATION.matcher(printed).replaceAll("");
        if (stderr.contains("state lock") || stderr.contains("state is locked")) {
            return "the state of " + folder + " is locked" + found(LOCK_OWNER, stderr, " by ")
                    + found(LOCK_ID, stderr, ", lock ")
                    + "; wait until the other terraform has ended, then run again";
        }
        if (stderr.contains("terraform init") || stderr.contains("nitialization required")) {
            return folder + " is not initialised; run: terraform -chdir=" + folder + " init";
        }
        if (stderr.contains("No outputs found")) {
            return "terraform has no outputs in " + folder + "; run 'terraform apply' there first";
        }
        return "'terraform " + command + "' failed in " + folder + " with exit code " + exitCode + ": "
                + reason(stderr);
    }

    private static String found(Pattern pattern, String text, String before) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? before + matcher.group(1) : "";
    }

    private static String reason(String stderr) {
        String line = stderr.lines()
                .map(String::strip)
                .filter(text -> text.startsWith("Error"))
                .findFirst()
                .or(() -> stderr.lines()
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .findFirst())
                .orElse("it printed no reason");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
