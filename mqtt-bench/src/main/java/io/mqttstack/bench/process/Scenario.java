package io.mqttstack.bench.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The same work by several contenders, each against the same other end.
 *
 * @param name what is done
 * @param unit what is counted, in the plural
 * @param peer the other end, which answers {@code address} with what contenders are told; empty if there is none
 * @param contenders who does it; the others are compared with the first
 * @param firstUnits how many units the first run does; later ones do what takes the time wanted
 * @param fixed whether later ones do as many
 */
public record Scenario(
        String name, String unit, Optional<Launch> peer, List<Contender> contenders, long firstUnits, boolean fixed) {

    /** Copies the list. */
    public Scenario {
        contenders = List.copyOf(contenders);
    }

    /**
     * Who does it.
     *
     * @param name what it is called in tables
     * @param work how to start it
     */
    public record Contender(String name, Launch work) {}

    /**
     * The same with fewer contenders.
     *
     * @param peers found in the names of those that stay, beside the first
     * @return the scenario
     */
    public Scenario with(Pattern peers) {
        String first = contenders.get(0).name();
        List<Contender> some = contenders.stream()
                .filter(each ->
                        each.name().equals(first) || peers.matcher(each.name()).find())
                .toList();
        return new Scenario(name, unit, peer, some, firstUnits, fixed);
    }
}
