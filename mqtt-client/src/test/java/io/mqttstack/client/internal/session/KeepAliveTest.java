package io.mqttstack.client.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mqttstack.client.internal.session.KeepAlive.Action;
import io.mqttstack.codec.statements.Shows;
import org.junit.jupiter.api.Test;

/** Keep Alive of 100 with a time-out of 10, in units of the clock. */
class KeepAliveTest {
    /** Close to where the clock overflows; not a constant, because the compiler would reject the overflow. */
    private static final long START = Long.sum(Long.MAX_VALUE, -50);

    private final KeepAlive keepAlive = new KeepAlive(100, 10, START);

    @Test
    @Shows({"3.1.1 kept MQTT-3.1.2-23", "5.0 kept MQTT-3.1.2-20"})
    void pingsWhenNothingWasSentForAKeepAlive() {
        assertEquals(100, keepAlive.nextCheck(START));
        assertEquals(Action.NONE, keepAlive.check(START + 99));
        assertEquals(Action.PING, keepAlive.check(START + 100));
        assertEquals(10, keepAlive.nextCheck(START + 100));
    }

    @Test
    @Shows({"3.1.1 kept MQTT-3.1.2-23", "5.0 kept MQTT-3.1.2-20"})
    void pingsWhenNothingWasSentThoughSomethingIsReceived() {
        keepAlive.received(START + 99);
        assertEquals(Action.PING, keepAlive.check(START + 100));
    }

    @Test
    void givesUpWhenNothingComesAfterThePing() {
        keepAlive.check(START + 100);
        assertEquals(Action.NONE, keepAlive.check(START + 109));
        assertEquals(Action.GIVE_UP, keepAlive.check(START + 110));
    }

    @Test
    void goesOnAfterThePingResponse() {
        keepAlive.check(START + 100);
        keepAlive.received(START + 105);
        keepAlive.pingResponse();
        assertEquals(Action.NONE, keepAlive.check(START + 150));
        assertEquals(Action.PING, keepAlive.check(START + 200));
    }

    @Test
    void pingsThoughBusySendingWhenNothingIsReceived() {
        keepAlive.sent(START + 60);
        keepAlive.sent(START + 99);
        assertEquals(Action.PING, keepAlive.check(START + 100));
        keepAlive.sent(START + 105);
        assertEquals(Action.GIVE_UP, keepAlive.check(START + 110));
    }

    @Test
    void waitsLongerWhileOtherPacketsComeButNotForEver() {
        keepAlive.check(START + 100);
        for (long time = START + 105; time - START < 200; time += 5) {
            keepAlive.received(time);
            assertEquals(Action.NONE, keepAlive.check(time));
        }
        keepAlive.received(START + 200);
        assertEquals(Action.GIVE_UP, keepAlive.check(START + 200));
    }

    @Test
    void suspendsTheDeadlineWhileReadingIsPaused() {
        keepAlive.check(START + 100);
        keepAlive.readingPaused(true, START + 101);
        assertEquals(Action.NONE, keepAlive.check(START + 150));
        assertEquals(Action.PING, keepAlive.check(START + 200), "the server still wants to hear from us");
        keepAlive.readingPaused(false, START + 250);
        assertEquals(Action.NONE, keepAlive.check(START + 259));
        assertEquals(Action.GIVE_UP, keepAlive.check(START + 260));
    }

    @Test
    void isOffWithKeepAliveZero() {
        KeepAlive off = new KeepAlive(0, 10, START);
        assertEquals(Action.NONE, off.check(START + 1_000_000));
        assertEquals(Long.MAX_VALUE, off.nextCheck(START));
    }
}
