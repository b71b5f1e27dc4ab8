package io.mqttstack.conformance.interop;

import io.mqttstack.codec.ProtocolVersion;
import io.mqttstack.conformance.Finding;
import io.mqttstack.conformance.raw.FrameReader;
import io.mqttstack.conformance.raw.RawFrame;
import io.mqttstack.conformance.raw.RawPacket;
import io.mqttstack.conformance.raw.RawType;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Counts the messages of QoS 1 and 2 that are under way to a client of MQTT 5.0, and keeps the client's acknowledgements back
 * until it is opened. It sees a PUBLISH after the broker has sent it, and an acknowledgement before the broker has it: it never
 * counts more than the broker has under way. For one connection; thread-safe.
 */
final class ReceiveWindow implements CuttingProxy.Passage {
    private static final Set<RawType> ACKNOWLEDGEMENTS = Set.of(RawType.PUBACK, RawType.PUBREC, RawType.PUBCOMP);
    private static final int REFUSED = 0x80;

    private final List<Acknowledgement> keptBack = new ArrayList<>();
    private boolean open;
    private int underWay;
    private int most;

    /** One that has to go on to the broker. */
    private record Acknowledgement(RawPacket packet, OutputStream out) {}

    @Override
    public void carry(boolean fromClient, InputStream in, OutputStream out) throws IOException {
        FrameReader frames = new FrameReader(new BufferedInputStream(in));
        while (true) {
            FrameReader.Cut cut;
            try {
                cut = frames.next();
            } catch (EOFException e) {
                // The connection has ended between two packets.
                return;
            }
            RawPacket packet = new RawFrame(Duration.ZERO, cut.bytes(), cut.header()).read(ProtocolVersion.V5_0);
            if (fromClient) {
                fromClient(packet, out);
            } else {
                fromBroker(packet, out);
            }
        }
    }

    private synchronized void fromClient(RawPacket packet, OutputStream out) throws IOException {
        if (!open && ACKNOWLEDGEMENTS.contains(packet.type())) {
            keptBack.add(new Acknowledgement(packet, out));
        } else {
            pass(packet, out);
        }
    }

    private void pass(RawPacket packet, OutputStream out) throws IOException {
        boolean goesOn = packet.type() == RawType.PUBREC && packet.reasonCode() < REFUSED;
        underWay -= ACKNOWLEDGEMENTS.contains(packet.type()) && !goesOn ? 1 : 0;
        write(packet, out);
    }

    private void fromBroker(RawPacket packet, OutputStream out) throws IOException {
        count(packet);
        write(packet, out);
    }

    private synchronized void count(RawPacket packet) {
        underWay += packet.type() == RawType.PUBLISH && packet.qos() > 0 ? 1 : 0;
        most = Math.max(most, underWay);
    }

    private static void write(RawPacket packet, OutputStream out) throws IOException {
        out.write(packet.frame().bytes().toByteArray());
    }

    /** Lets the acknowledgements go, those to come at once. */
    synchronized void open() {
        open = true;
        try {
            for (Acknowledgement each : keptBack) {
                pass(each.packet(), each.out());
            }
        } catch (IOException e) {
            // The broker has closed the connection: the client gets no more messages, and that is what the case finds.
            return;
        } finally {
            keptBack.clear();
        }
    }

    /** Fails if more messages were under way at the same time than the client has allowed. */
    synchronized void check(int receiveMaximum) {
        if (most > receiveMaximum) {
            throw Finding.failure(
                    "too-many",
                    "With a Receive Maximum of " + receiveMaximum + ", " + most + " messages were under way at once");
        }
    }
}
