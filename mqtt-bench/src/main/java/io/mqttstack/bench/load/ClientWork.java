package io.mqttstack.bench.load;

import io.mqttstack.bench.process.Work;
import java.util.List;

/** Work of one connected client. Arguments: its class, Quality of Service, window; then the port of the sink. */
abstract class ClientWork implements Work {
    final int qos;
    final int window;
    final int port;
    final LoadedClient client;
    private int runs;

    ClientWork(List<String> arguments) throws Exception {
        this.client = make(arguments.get(0));
        this.qos = Integer.parseInt(arguments.get(1));
        this.window = Integer.parseInt(arguments.get(2));
        this.port = Integer.parseInt(arguments.get(arguments.size() - 1));
    }

    /** Makes a client of a class. */
    static LoadedClient make(String className) throws ReflectiveOperationException {
        return Class.forName(className)
                .asSubclass(LoadedClient.class)
                .getConstructor()
                .newInstance();
    }

    final void connect() throws Exception {
        client.connect(port, "bench-" + ProcessHandle.current().pid(), window);
    }

    final Run nextRun() {
        return new Run(++runs);
    }

    @Override
    public void close() {
        client.close();
    }
}
