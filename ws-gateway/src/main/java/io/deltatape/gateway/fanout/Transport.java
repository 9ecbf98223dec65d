package io.deltatape.gateway.fanout;

import io.deltatape.contract.CloseCode;
import java.nio.ByteBuffer;

/// How one connection's messages go out: all that the fan-out knows of a socket.
///
/// Called by the fan-out thread only; no method blocks. A transport tells the fan-out when its connection has ended,
/// however that came about.
public interface Transport {
    /// Sends a text message in UTF-8. The buffer is shared by many connections: neither its content nor its
    /// position may be changed. The next message is sent only after this one succeeded.
    void send(ByteBuffer message, Sent sent);

    /// Ends the connection in good order, behind what is being sent.
    void close(CloseCode code);

    /// Ends the connection at once.
    void abort();

    /// What became of a message; called once per message, on any thread, perhaps before [Transport#send] returns.
    interface Sent {
        /// The kernel has taken all of it.
        void succeeded();

        /// The connection is lost.
        void failed();
    }
}
