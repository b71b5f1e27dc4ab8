package io.mqttstack.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mqttstack.codec.packet.PubAck;
import io.mqttstack.codec.packet.PubComp;
import io.mqttstack.codec.packet.PubRec;
import io.mqttstack.codec.packet.PubRel;
import io.mqttstack.codec.packet.ReasonProperties;
import io.mqttstack.codec.packet.SubAck;
import io.mqttstack.codec.packet.UnsubAck;
import io.mqttstack.codec.reason.PublishReasonCode;
import io.mqttstack.codec.reason.ReleaseReasonCode;
import io.mqttstack.codec.reason.SubscribeReasonCode;
import io.mqttstack.codec.reason.UnsubscribeReasonCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private static final ReasonProperties NONE = ReasonProperties.NONE;

    @Test
    void reportSuccessByDefault() {
        assertEquals(new PubAck(1, PublishReasonCode.SUCCESS, NONE), new PubAck(1));
        assertEquals(new PubRec(1, PublishReasonCode.SUCCESS, NONE), new PubRec(1));
        assertEquals(new PubRel(1, ReleaseReasonCode.SUCCESS, false, NONE), new PubRel(1));
        assertEquals(new PubComp(1, ReleaseReasonCode.SUCCESS, NONE), new PubComp(1));
        assertEquals(new UnsubAck(1, List.of(), NONE), new UnsubAck(1));
    }

    @Test
    void haveNoPropertiesByDefault() {
        PublishReasonCode quota = PublishReasonCode.QUOTA_EXCEEDED;
        assertEquals(new PubAck(1, quota, NONE), new PubAck(1, quota));
        assertEquals(new PubRec(1, quota, NONE), new PubRec(1, quota));
        ReleaseReasonCode unknown = ReleaseReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
        assertEquals(new PubRel(1, unknown, false, NONE), new PubRel(1, unknown));
        assertEquals(new PubComp(1, unknown, NONE), new PubComp(1, unknown));
        var granted = List.of(SubscribeReasonCode.GRANTED_QOS_2);
        assertEquals(new SubAck(1, granted, NONE), new SubAck(1, granted));
        var removed = List.of(UnsubscribeReasonCode.SUCCESS);
        assertEquals(new UnsubAck(1, removed, NONE), new UnsubAck(1, removed));
    }

    @Test
    void rejectASubAckWithoutReasonCodes() {
        assertThrows(IllegalArgumentException.class, () -> new SubAck(1, List.of()));
    }

    @Test
    void keepReasonCodesUnmodifiable() {
        var granted = new ArrayList<>(List.of(SubscribeReasonCode.GRANTED_QOS_0, SubscribeReasonCode.NOT_AUTHORIZED));
        SubAck subAck = new SubAck(1, granted);
        granted.clear();
        assertEquals(2, subAck.reasonCodes().size());
        assertThrows(
                UnsupportedOperationException.class, () -> subAck.reasonCodes().clear());

        var removed = new ArrayList<>(List.of(UnsubscribeReasonCode.SUCCESS));
        UnsubAck unsubAck = new UnsubAck(1, removed);
        removed.clear();
        assertEquals(1, unsubAck.reasonCodes().size());
        assertThrows(
                UnsupportedOperationException.class,
                () -> unsubAck.reasonCodes().clear());
    }
}
