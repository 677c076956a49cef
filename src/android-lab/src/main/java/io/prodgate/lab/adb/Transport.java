package io.prodgate.lab.adb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One connection of an adb server to the device. */
final class Transport implements AutoCloseable {
    private static final int TOKEN = 1;
    private static final int SIGNATURE = 2;
    private static final int TOKEN_LENGTH = 20;

    private final Socket socket;
    private final OutputStream out;
    private final String banner;
    private final Services services;
    private final Supplier<Door> door;
    private final Map<Integer, Channel> channels = new ConcurrentHashMap<>();
    private final AtomicInteger lastChannel = new AtomicInteger();
    private volatile int largest = Message.MAXIMUM;
    private volatile boolean introduced;
    private volatile boolean connected;

    /**
     * @param banner what the device says of itself, with its features
     * @param door asked whenever adb wants in
     */
    Transport(Socket socket, String banner, Services services, Supplier<Door> door) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.banner = banner;
        this.services = services;
        this.door = door;
    }

    /** Serves the connection until either side ends it. */
    void serve() throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        try {
            Optional<Message> message = Message.read(in);
            while (message.isPresent()) {
                take(message.get());
                message = Message.read(in);
            }
        } finally {
            close();
        }
    }

    /** The door has changed: who waits before an open one comes in, who is in behind a closed one goes. */
    void doorChanged() throws IOException {
        if (connected && door.get() != Door.OPEN) {
            close();
        } else if (introduced && !connected) {
            greet();
        }
    }

    /** True once adb is let in. */
    boolean isConnected() {
        return connected;
    }

    int largest() {
        return largest;
    }

    void send(Message message) throws IOException {
        synchronized (out) {
            message.write(out);
        }
    }

    void closed(int local, int remote) {
        channels.remove(local);
        try {
            send(Message.of(Message.CLOSE, local, remote));
        } catch (IOException e) {
            // The transport is gone, and with it the stream: nobody is left to be told.
            close();
        }
    }

    @Override
    public void close() {
        connected = false;
        channels.values().forEach(Channel::ended);
        channels.clear();
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void take(Message message) throws IOException {
        int command = message.command();
        if (command == Message.CONNECT) {
            largest = Math.min(Message.MAXIMUM, message.second());
            introduced = true;
            greet();
        } else if (command == Message.AUTHENTICATE) {
            authenticate(message.first());
        } else if (!connected) {
            return;
        } else if (command == Message.OPEN) {
            open(message);
        } else {
            Channel channel = channels.get(message.second());
            if (channel != null) {
                take(message, channel);
            } else if (command == Message.WRITE) {
                send(Message.of(Message.CLOSE, 0, message.first()));
            }
        }
    }

    private void take(Message message, Channel channel) {
        if (message.command() == Message.WRITE) {
            channel.received(message.data());
        } else if (message.command() == Message.READY) {
            channel.mayWriteAgain();
        } else if (message.command() == Message.CLOSE) {
            channel.close();
        }
    }

    private void greet() throws IOException {
        switch (door.get()) {
            case OPEN -> {
                connected = true;
                send(new Message(Message.CONNECT, Message.VERSION, Message.MAXIMUM, banner.getBytes(UTF_8)));
            }
            case UNAUTHORIZED -> challenge();
            case SILENT -> {}
        }
    }

    /** A signature is never the right one, as on a phone that does not know the computer; its key is never confirmed. */
    private void authenticate(int kind) throws IOException {
        if (door.get() != Door.UNAUTHORIZED) {
            greet();
        } else if (kind == SIGNATURE) {
            challenge();
        }
    }

    private void challenge() throws IOException {
        byte[] token = new byte[TOKEN_LENGTH];
        ThreadLocalRandom.current().nextBytes(token);
        send(new Message(Message.AUTHENTICATE, TOKEN, 0, token));
    }

    private void open(Message message) throws IOException {
        String destination = new String(message.data(), UTF_8).replace("\0", "");
        Optional<Services.Service> service = services.find(destination);
        if (service.isEmpty()) {
            send(Message.of(Message.CLOSE, 0, message.first()));
            return;
        }
        int local = lastChannel.incrementAndGet();
        Channel channel = new Channel(this, local, message.first());
        channels.put(local, channel);
        send(Message.of(Message.READY, local, message.first()));
        Thread.ofVirtual().name("adb " + destination).start(() -> {
            try (channel) {
                service.get().serve(channel);
            } catch (Exception e) {
                // As on Android: a service that fails closes its stream, and adb reports that.
                System.err.println("simulated device: " + destination + ": " + e);
            }
        });
    }
}
