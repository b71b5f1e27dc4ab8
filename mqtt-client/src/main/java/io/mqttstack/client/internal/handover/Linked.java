package io.mqttstack.client.internal.handover;

import org.jspecify.annotations.Nullable;

/** What can be in one {@link HandoverQueue} or {@link Chain} at a time without a node around it. */
public abstract class Linked {
    /** What comes after it, or in a queue what came before. */
    @Nullable
    Linked link;

    /** Makes something that is in no list. */
    protected Linked() {}
}
