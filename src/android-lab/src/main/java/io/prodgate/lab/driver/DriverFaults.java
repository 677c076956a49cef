package io.prodgate.lab.driver;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.prodgate.lab.android.Faults;
import java.util.Optional;

/**
 * What can be wrong with a driver: it dies at a call, hangs from a call on, answers one with a status, or the cable is
 * pulled during one. Calls count from 1 since the fault was set.
 */
final class DriverFaults implements ServerInterceptor {
    private final Faults faults;
    private final Runnable died;
    private volatile boolean hangs;

    DriverFaults(Faults faults, Runnable died) {
        this.faults = faults;
        this.died = died;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (faults.countDown("driver-dies")) {
            died.run();
            return new ServerCall.Listener<>() {};
        }
        if (faults.countDown("driver-drops")) {
            faults.set("drop-transport", "true", 1);
            return new ServerCall.Listener<>() {};
        }
        hangs = hangs || faults.countDown("driver-hangs");
        if (hangs) {
            return new ServerCall.Listener<>() {};
        }
        Optional<Status> status = status(call.getMethodDescriptor().getBareMethodName());
        if (status.isPresent()) {
            call.close(status.get(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }

    /** {@code driver-status} is {@code method:CODE:description}; the method may be {@code *}. */
    private Optional<Status> status(String method) {
        Optional<String> wanted = faults.value("driver-status");
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = wanted.get().split(":", 3);
        if (!parts[0].equals("*") && !parts[0].equals(method)) {
            return Optional.empty();
        }
        faults.strike("driver-status");
        return Optional.of(Status.fromCode(Status.Code.valueOf(parts[1])).withDescription(parts[2]));
    }
}
