package io.mqttstack.transport;

import static org.junit.jupiter.api.Assertions.fail;

import io.mqttstack.codec.MqttProtocolException;
import io.mqttstack.codec.packet.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A packet handler that notes what it is told, and can be waited on. */
final class PacketRecorder implements PacketConnection.Handler {

    private final List<Packet> packets = new ArrayList<>();
    private PacketConnection connection;
    private MqttProtocolException violation;
    private TransportException cause;
    private boolean opened;
    private int closed;
    private int completed;
    private Consumer<PacketConnection> onOpened = ignored -> {};
    private BiPredicate<PacketConnection, Packet> onPacket = (ignored, packet) -> true;
    private Consumer<PacketConnection> onViolated = ignored -> {};

    PacketRecorder onOpened(Consumer<PacketConnection> action) {
        onOpened = action;
        return this;
    }

    PacketRecorder onPacket(BiPredicate<PacketConnection, Packet> action) {
        onPacket = action;
        return this;
    }

    PacketRecorder onViolated(Consumer<PacketConnection> action) {
        onViolated = action;
        return this;
    }

    @Override
    public void opened(PacketConnection on) {
        note(() -> {
            connection = on;
            opened = true;
        });
        onOpened.accept(on);
    }

    @Override
    public boolean packet(PacketConnection on, Packet packet) {
        note(() -> packets.add(packet));
        return onPacket.test(on, packet);
    }

    @Override
    public void readCompleted(PacketConnection on) {
        note(() -> completed++);
        on.flush();
    }

    @Override
    public void violated(PacketConnection on, MqttProtocolException why) {
        note(() -> violation = why);
        onViolated.accept(on);
    }

    @Override
    public void closed(PacketConnection on, Optional<TransportException> why) {
        note(() -> {
            cause = why.orElse(null);
            closed++;
        });
    }

    private synchronized void note(Runnable what) {
        what.run();
        notifyAll();
    }

    private synchronized <T> T await(String what, BooleanSupplier condition, Supplier<T> result) {
        long deadline = System.currentTimeMillis() + Await.LONGEST_MILLIS;
        while (!condition.getAsBoolean()) {
            long left = deadline - System.currentTimeMillis();
            if (left <= 0) {
                fail("Waited in vain: " + what + "; " + packets.size() + " packets, violation " + violation + ", cause "
                        + cause);
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                fail("interrupted");
            }
        }
        return result.get();
    }

    PacketConnection awaitOpened() {
        return await("opened", () -> opened, () -> connection);
    }

    List<Packet> awaitPackets(int count) {
        return await(count + " packets", () -> packets.size() >= count, () -> List.copyOf(packets));
    }

    Optional<TransportException> awaitClosed() {
        return await("closed", () -> closed == 1, () -> Optional.ofNullable(cause));
    }

    MqttProtocolException awaitViolation() {
        return await("violated", () -> violation != null, () -> violation);
    }

    synchronized List<Packet> packets() {
        return List.copyOf(packets);
    }

    synchronized int completed() {
        return completed;
    }

    synchronized boolean isViolated() {
        return violation != null;
    }
}
