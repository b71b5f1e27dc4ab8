package io.mqttstack.bench.load;

import java.io.PrintStream;
import java.util.Map;

/**
 * The process of one client: does one job against a sink and prints the figures, a line {@code NAME VALUE} each. Arguments: the
 * class of the client, the port of the sink, the job, then count, milliseconds to warm up, milliseconds to measure, payload.
 */
public final class Contestant {
    private Contestant() {}

    /**
     * Does the job.
     *
     * @param arguments as above
     * @throws Exception if the client does not do what it should
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        Effort effort = new Effort(
                Long.parseLong(arguments[3]),
                Long.parseLong(arguments[4]),
                Long.parseLong(arguments[5]),
                Integer.parseInt(arguments[6]));
        PrintStream out = System.out;
        try (LoadedClient client = make(arguments[0])) {
            run(client, arguments[2], port, effort).forEach((name, value) -> out.println(name + " " + value));
        }
        System.exit(0); // threads of libraries may be left
    }

    private static LoadedClient make(String className) throws ReflectiveOperationException {
        return Class.forName(className)
                .asSubclass(LoadedClient.class)
                .getConstructor()
                .newInstance();
    }

    private static Map<String, Double> run(LoadedClient client, String job, int port, Effort effort) throws Exception {
        String[] parts = job.split("-", -1);
        return switch (parts[0]) {
            case "publish" ->
                new PublishJob(client, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), effort).run(port);
            case "receive" ->
                new ReceiveJob(client, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), effort).run(port);
            case "roundtrip" -> new RoundTripJob(client, effort).run(port);
            default -> throw new IllegalArgumentException("There is no job called " + job);
        };
    }
}
