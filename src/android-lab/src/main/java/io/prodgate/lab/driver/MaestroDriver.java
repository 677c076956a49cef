package io.prodgate.lab.driver;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.prodgate.lab.android.Android;
import io.prodgate.lab.android.DriverFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Maestro's driver: a gRPC server of the service {@code maestro_android.MaestroDriver}. */
public final class MaestroDriver implements DriverFactory.Driver {
    private final Server server;
    private final MortalSockets sockets;
    private final ExecutorService threads;

    private MaestroDriver(Server server, MortalSockets sockets, ExecutorService threads) {
        this.server = server;
        this.sockets = sockets;
        this.threads = threads;
    }

    /** Starts a driver, as {@code am instrument} does. */
    public static MaestroDriver start(Android android, Runnable died) throws IOException {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        MortalSockets sockets = new MortalSockets();
        Server server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .socketFactory(sockets)
                .executor(threads)
                .intercept(new DriverFaults(android.faults(), died))
                .addService(new DriverService(android))
                .build()
                .start();
        return new MaestroDriver(server, sockets, threads);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void kill() {
        sockets.cut();
        server.shutdownNow();
        threads.shutdownNow();
    }
}
