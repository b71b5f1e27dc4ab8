package io.mqttstack.bench.peer.client;

import io.mqttstack.bench.load.LoadedClient;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The least work that publishing can be: packets are put into one of two buffers, and one thread writes what has gathered while
 * another reads the acknowledgements. Nothing is checked, kept or sent again.
 */
public final class LeastClient implements LoadedClient {
    private static final int BUFFER = 256 * 1024;
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;
    private static final int IDENTIFIERS = 0xFFFF;
    private static final int LONGEST_HEAD = 16;

    private final Object lock = new Object();
    private byte[] topic = {};
    private ByteBuffer filling = ByteBuffer.allocate(BUFFER);
    private ByteBuffer writing = ByteBuffer.allocate(BUFFER);
    private @Nullable Socket socket;
    private @Nullable DataInputStream in;
    private volatile @Nullable Thread writer;
    private volatile @Nullable Ended ended;
    private volatile boolean asleep;
    private int qos;
    private int last;

    /** Makes a client that is not connected. */
    public LeastClient() {}

    @Override
    public LoadedClient another() {
        return new LeastClient();
    }

    @Override
    public void connect(int port, String clientIdentifier, int window) throws IOException {
        Socket made = new Socket(InetAddress.getLoopbackAddress(), port);
        made.setTcpNoDelay(true);
        socket = made;
        in = new DataInputStream(made.getInputStream());
        byte[] name = clientIdentifier.getBytes(StandardCharsets.US_ASCII);
        made.getOutputStream()
                .write(ByteBuffer.allocate(14 + name.length)
                        .put(new byte[] {0x10, (byte) (12 + name.length), 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0})
                        .put((byte) name.length)
                        .put(name)
                        .array());
        in.readInt();
    }

    @Override
    public Object message(String name, byte[] payload, int level) {
        if (topic.length == 0) {
            topic = name.getBytes(StandardCharsets.UTF_8);
        }
        qos = level;
        return payload;
    }

    @Override
    public void publish(Object message, Ended told) {
        if (writer == null) {
            start();
        }
        ended = told;
        byte[] payload = (byte[]) message;
        synchronized (lock) {
            while (filling.remaining() < LONGEST_HEAD + topic.length + payload.length) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("Interrupted", e);
                }
            }
            put(filling, payload);
        }
        if (asleep) {
            asleep = false;
            LockSupport.unpark(writer);
        }
    }

    private void put(ByteBuffer target, byte[] payload) {
        int length = 2 + topic.length + (qos > 0 ? 2 : 0) + payload.length;
        target.put((byte) (0x30 | (qos << 1)));
        if (length > 0x7F) {
            target.put((byte) ((length & 0x7F) | 0x80)).put((byte) (length >> 7));
        } else {
            target.put((byte) length);
        }
        target.putShort((short) topic.length).put(topic);
        if (qos > 0) {
            last = last % IDENTIFIERS + 1;
            target.putShort((short) last);
        }
        target.put(payload);
    }

    private void start() {
        Thread made = daemon(this::write, "least-writer");
        writer = made;
        made.start();
        daemon(this::read, "least-reader").start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void write() {
        try {
            OutputStream out = Objects.requireNonNull(socket).getOutputStream();
            while (true) {
                ByteBuffer full;
                synchronized (lock) {
                    full = filling;
                    filling = writing;
                    writing = full;
                    lock.notifyAll();
                }
                if (full.position() == 0) {
                    asleep = true;
                    synchronized (lock) {
                        if (filling.position() > 0) {
                            continue;
                        }
                    }
                    LockSupport.park(this);
                    continue;
                }
                out.write(full.array(), full.arrayOffset(), full.position());
                int count = qos == 0 ? full.position() / (4 + topic.length + 64 + (topic.length > 59 ? 1 : 0)) : 0;
                full.clear();
                Ended told = ended;
                for (int i = 0; i < count && told != null; i++) {
                    told.ended(null);
                }
            }
        } catch (IOException e) {
            end(e);
        }
    }

    private void read() {
        try {
            DataInputStream input = Objects.requireNonNull(in);
            byte[] bytes = new byte[BUFFER];
            int held = 0;
            while (true) {
                int count = input.read(bytes, held, bytes.length - held);
                if (count < 0) {
                    return;
                }
                held += count;
                int whole = held & ~3;
                acknowledgements(bytes, whole);
                System.arraycopy(bytes, whole, bytes, 0, held - whole);
                held -= whole;
            }
        } catch (IOException e) {
            end(e);
        }
    }

    private void acknowledgements(byte[] bytes, int whole) {
        Ended told = Objects.requireNonNull(ended);
        boolean release = false;
        for (int at = 0; at < whole; at += 4) {
            if ((bytes[at] & 0xFF) >> 4 == PUBREC) {
                synchronized (lock) {
                    filling.put((byte) 0x62).put((byte) 2).put(bytes, at + 2, 2);
                }
                release = true;
            } else {
                told.ended(null);
            }
        }
        if (release && asleep) {
            asleep = false;
            LockSupport.unpark(writer);
        }
    }

    private void end(IOException e) {
        Ended told = ended;
        if (told != null && !Objects.requireNonNull(socket).isClosed()) {
            told.ended(e);
        }
    }

    @Override
    public void publishAndWait(Object message) throws IOException {
        put(writing.clear(), (byte[]) message);
        Objects.requireNonNull(socket).getOutputStream().write(writing.array(), 0, writing.position());
        if (Objects.requireNonNull(in).readInt() >>> 28 != PUBACK) {
            throw new IOException("No PUBACK came");
        }
    }

    @Override
    public void subscribe(String filter, int level, Handler handler) {
        throw new UnsupportedOperationException("The bound of receiving is the transport's");
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
