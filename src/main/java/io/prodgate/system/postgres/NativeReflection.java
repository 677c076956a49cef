package io.prodgate.system.postgres;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.postgresql.Driver;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PGobject;

/** What the driver makes by the names of classes. */
@RegisterForReflection(targets = {DefaultJavaSSLFactory.class, Driver.class, LibPQFactory.class, PGobject.class})
final class NativeReflection {
    private NativeReflection() {}
}
