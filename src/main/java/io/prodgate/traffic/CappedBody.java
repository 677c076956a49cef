package io.prodgate.traffic;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads an answer's body into memory up to a cap; what goes over it is not read, the connection is dropped instead. */
final class CappedBody implements HttpResponse.BodySubscriber<CappedBody.Content> {
    /**
     * A body as far as it was read.
     *
     * @param truncated true if there was more
     */
    record Content(byte[] bytes, boolean truncated) {}

    private static final Object JOINING = new Object();

    private final int cap;
    /** Joined only at the end: an array that grows would be up to twice as long, and there twice when it does. */
    private final List<byte[]> pieces = new ArrayList<>();

    private int collected;
    private final CompletableFuture<Content> done = new CompletableFuture<>();
    private volatile Optional<Flow.Subscription> subscription = Optional.empty();

    CappedBody(int cap) {
        this.cap = cap;
    }

    @Override
    public CompletionStage<Content> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        if (subscription.isEmpty()) {
            subscription = Optional.of(given);
            given.request(Long.MAX_VALUE);
        } else {
            given.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] piece = new byte[Math.min(buffer.remaining(), cap - collected)];
            boolean over = buffer.remaining() > piece.length;
            buffer.get(piece);
            pieces.add(piece);
            collected += piece.length;
            if (over) {
                if (done.complete(new Content(joined(), true))) {
                    subscription.ifPresent(Flow.Subscription::cancel);
                }
                return;
            }
        }
    }

    @Override
    public void onError(Throwable error) {
        done.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        done.complete(new Content(joined(), false));
    }

    /** One body at a time: while it is joined it is in memory twice. */
    private byte[] joined() {
        synchronized (JOINING) {
            ByteBuffer all = ByteBuffer.allocate(collected);
            pieces.forEach(all::put);
            pieces.clear();
            return all.array();
        }
    }
}
