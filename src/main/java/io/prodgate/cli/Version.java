package io.prodgate.cli;

import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.IVersionProvider;

/** Which prodgate this is. */
public final class Version implements IVersionProvider {
    /** The version alone: {@code 0.1.0}. */
    public static String number() {
        return ConfigProvider.getConfig().getValue("quarkus.application.version", String.class);
    }

    @Override
    public String[] getVersion() {
        return new String[] {"prodgate " + number()};
    }
}
