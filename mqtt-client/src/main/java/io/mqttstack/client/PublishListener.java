package io.mqttstack.client;

/** Hears how publishes ended; one instance may serve any number of messages. */
@FunctionalInterface
public interface PublishListener {

    /**
     * Called once for each message, on the runtime's executor; a batch of completions shares one task.
     *
     * @param message the message, the same instance that was given to publish
     * @param result how it ended
     */
    void completed(Message message, PublishResult result);
}
