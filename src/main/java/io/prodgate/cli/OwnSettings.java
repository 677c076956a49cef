package io.prodgate.cli;

import io.smallrye.config.PropertiesConfigSourceLoader;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;
import io.smallrye.config.SysPropConfigSource;

/**
 * Keeps the settings of the framework inside the product.
 *
 * <p>By default Quarkus would let a {@code .env} file, a {@code config/application.properties} and any {@code QUARKUS_…}
 * variable of the folder and shell that prodgate is started in change how it behaves. Those belong to the project under
 * test, so none of them is read: prodgate's own {@code application.properties} holds, and system properties are left for
 * debugging. Quarkus uses this class at build time too, which is why that file has to be named here.
 */
public final class OwnSettings implements SmallRyeConfigBuilderCustomizer {
    /** Below system properties (400) and above what Quarkus records as defaults; its usual place. */
    private static final int ORDINAL = 250;

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        builder.setAddDefaultSources(false)
                .setAddSystemSources(false)
                .setAddPropertiesSources(false)
                .withSources(new SysPropConfigSource())
                .withSources(PropertiesConfigSourceLoader.inClassPath(
                        "application.properties", ORDINAL, builder.getClassLoader()));
    }

    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
