package weft.protocol;

/**
 * What carries messages to the clients.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, and keep the order of calls from one thread. Only
 * {@link #publishOutput} may block.
 */
public interface Connection {

    /** Where clients find it. */
    ConnectReply ports();

    /** Sends to one client. */
    void send(Channel channel, Message message);

    /**
     * Sends to one client, after everything that has arrived on the channel so far was handed to the receiver and
     * {@code drained} was run. {@code drained} runs on the thread that receives, must be short, and throws nothing.
     */
    void sendAfterDraining(Channel channel, Message message, Runnable drained);

    /** Tells all clients something small that must never wait: status, the input, an error. */
    void publish(Message message);

    /** Tells all clients something that may be one of very many; blocks while too much is waiting to leave. */
    void publishOutput(Message message);

    /** Gets what arrives. Called by one thread; must return soon and may throw: the message is then lost, and logged. */
    interface Receiver {
        void receive(Channel channel, Message message);
    }
}
