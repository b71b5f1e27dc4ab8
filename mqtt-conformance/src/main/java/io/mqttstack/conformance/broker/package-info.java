/**
 * Real brokers to run clients against: started, stopped, killed, paused and restarted by the tests that use them.
 *
 * <pre>
 *   Brokers ── create(name, options) ──&gt; BrokerUnderTest
 *                                            ^        ^
 *                                            |        UrlBroker        somebody else's, by its address
 *                                       ProcessBroker                  one process tree, its listeners, one directory
 *                                        ^   ^   ^   ^
 *              EmbeddedBroker ───────────┘   |   |   └── NatsBroker    native programs, when installed
 *   (HiveMQ, Artemis, ActiveMQ,              |   └────── RabbitMqBroker
 *    Moquette: each a JVM of its own)        └────────── MosquittoBroker
 * </pre>
 *
 * <p>No broker outlives the JVM that started it, as long as that ends in order; the embedded ones end even when it is
 * killed, unless they are paused. All of them bind 127.0.0.1 alone, on ports below those that the system hands out to
 * outgoing connections, so that a killed broker finds its port free when it starts again.
 */
@NullMarked
package io.mqttstack.conformance.broker;

import org.jspecify.annotations.NullMarked;
