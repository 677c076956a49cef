package io.prodgate.lab.driver;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.prodgate.lab.android.Android;
import io.prodgate.lab.android.Screen;
import java.util.HashMap;
import java.util.Map;
import maestro_android.MaestroAndroid;
import maestro_android.MaestroDriverGrpc;

/** What Maestro asks its driver for, done with the simulated screen. */
final class DriverService extends MaestroDriverGrpc.MaestroDriverImplBase {
    private final Android android;

    DriverService(Android android) {
        this.android = android;
    }

    @Override
    public void deviceInfo(
            MaestroAndroid.DeviceInfoRequest request, StreamObserver<MaestroAndroid.DeviceInfo> observer) {
        answer(
                observer,
                MaestroAndroid.DeviceInfo.newBuilder()
                        .setWidthPixels(Screen.WIDTH)
                        .setHeightPixels(Screen.HEIGHT)
                        .build());
    }

    @Override
    public void viewHierarchy(
            MaestroAndroid.ViewHierarchyRequest request,
            StreamObserver<MaestroAndroid.ViewHierarchyResponse> observer) {
        answer(
                observer,
                MaestroAndroid.ViewHierarchyResponse.newBuilder()
                        .setHierarchy(android.screen().xml())
                        .build());
    }

    @Override
    public void screenshot(
            MaestroAndroid.ScreenshotRequest request, StreamObserver<MaestroAndroid.ScreenshotResponse> observer) {
        answer(
                observer,
                MaestroAndroid.ScreenshotResponse.newBuilder()
                        .setBytes(ByteString.copyFrom(android.screen().png()))
                        .build());
    }

    @Override
    public void tap(MaestroAndroid.TapRequest request, StreamObserver<MaestroAndroid.TapResponse> observer) {
        android.screen().tap(request.getX(), request.getY());
        answer(observer, MaestroAndroid.TapResponse.getDefaultInstance());
    }

    @Override
    public void inputText(
            MaestroAndroid.InputTextRequest request, StreamObserver<MaestroAndroid.InputTextResponse> observer) {
        android.activities().foreground().ifPresent(running -> running.app().type(request.getText()));
        answer(observer, MaestroAndroid.InputTextResponse.getDefaultInstance());
    }

    @Override
    public void eraseAllText(
            MaestroAndroid.EraseAllTextRequest request, StreamObserver<MaestroAndroid.EraseAllTextResponse> observer) {
        android.activities().foreground().ifPresent(running -> running.app().erase(request.getCharactersToErase()));
        answer(observer, MaestroAndroid.EraseAllTextResponse.getDefaultInstance());
    }

    @Override
    public void launchApp(
            MaestroAndroid.LaunchAppRequest request, StreamObserver<MaestroAndroid.LaunchAppResponse> observer) {
        String name = request.getPackageName();
        if (android.packages().find(name).isEmpty()) {
            observer.onError(Status.INTERNAL
                    .withDescription("No launcher intent found for package " + name)
                    .asRuntimeException());
            return;
        }
        Map<String, String> extras = new HashMap<>();
        request.getArgumentsList().forEach(argument -> extras.put(argument.getKey(), argument.getValue()));
        android.activities().start(name, extras);
        answer(observer, MaestroAndroid.LaunchAppResponse.getDefaultInstance());
    }

    @Override
    public void isWindowUpdating(
            MaestroAndroid.CheckWindowUpdatingRequest request,
            StreamObserver<MaestroAndroid.CheckWindowUpdatingResponse> observer) {
        answer(observer, MaestroAndroid.CheckWindowUpdatingResponse.getDefaultInstance());
    }

    private static <T> void answer(StreamObserver<T> observer, T value) {
        observer.onNext(value);
        observer.onCompleted();
    }
}
