package io.prodgate.plan;

import java.nio.file.Path;
import java.util.Map;

/** Where {@code ${terraform.X}} comes from. */
@FunctionalInterface
public interface TerraformOutputs {
    /**
     * Reads all outputs: from a file with the JSON of {@code terraform output -json}, or by running that in a folder.
     * Strings, numbers and booleans as text; lists and maps as JSON text.
     *
     * @throws UnavailableException with one sentence that names the cause (state locked, no outputs, terraform missing)
     */
    Map<String, Output> read(Path source) throws UnavailableException;

    /**
     * One output.
     *
     * @param value as text
     * @param sensitive true if terraform marks it so: then it is treated as a secret
     */
    record Output(String value, boolean sensitive) {}

    /** The outputs could not be read. */
    final class UnavailableException extends Exception {
        private static final long serialVersionUID = 1;

        public UnavailableException(String message) {
            super(message);
        }
    }
}
