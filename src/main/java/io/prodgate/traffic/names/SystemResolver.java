package io.prodgate.traffic.names;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Locale;

/** The resolver that this machine itself goes by. */
@FunctionalInterface
public interface SystemResolver {
    /** The addresses of a name. */
    InetAddress[] lookUp(String name) throws UnknownHostException;

    /** The JDK's way to the machine's resolver. */
    static SystemResolver ofThisMachine() {
        return InetAddress::getAllByName;
    }

    /**
     * Keeps the JDK from remembering for 10 seconds that a name was not there: an attempt that follows would learn nothing new. The
     * setting is read when the first name is looked up; somebody's own setting stays.
     */
    static void forgetAbsences() {
        if (Security.getProperty("networkaddress.cache.negative.ttl") == null
                || "10".equals(Security.getProperty("networkaddress.cache.negative.ttl"))) {
            Security.setProperty("networkaddress.cache.negative.ttl", "0");
        }
    }

    /**
     * True if the resolver could not tell, false if it says that the name is not there. getaddrinfo's EAI_AGAIN has no type of its own:
     * glibc, musl and macOS word it so.
     */
    static boolean couldNotTell(UnknownHostException error) {
        String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("temporary failure") || text.contains("try again");
    }
}
