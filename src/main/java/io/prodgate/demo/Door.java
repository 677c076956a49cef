package io.prodgate.demo;

/** A port on loopback that the platform holds, whether it answers there or not. */
interface Door extends AutoCloseable {
    /** The TCP port. */
    int port();

    /** Gives the port back; whoever is being served is cut off. */
    @Override
    void close();
}
