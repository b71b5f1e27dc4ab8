package io.mqttstack.transport.netty;

import io.mqttstack.transport.ByteConnection;
import io.mqttstack.transport.ConnectOptions;
import io.mqttstack.transport.Endpoint;
import io.mqttstack.transport.internal.Layer;
import io.mqttstack.transport.internal.WebSocketLibrary;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.util.List;

/** Netty's handlers for either end of a WebSocket. */
public final class NettyWebSockets implements WebSocketLibrary {

    /** The most bytes of header, and of what comes with an answer that refuses. */
    private static final int HTTP_LIMIT = 8 * 1024;

    private static final NettyWebSockets INSTANCE = new NettyWebSockets();

    private NettyWebSockets() {
        // Makes a library that is absent known here, where somebody listens.
        WebSocketDecoderConfig.newBuilder();
    }

    /** The one instance. */
    public static WebSocketLibrary instance() {
        return INSTANCE;
    }

    @Override
    public Layer client(ByteConnection beneath, ConnectOptions options) {
        return new WebSocketConnection(beneath, options, true, () -> clientHandlers(beneath.endpoint(), options));
    }

    @Override
    public Layer server(ByteConnection beneath, ConnectOptions options) {
        return new WebSocketConnection(beneath, options, false, () -> serverHandlers(beneath.endpoint(), options));
    }

    private static List<ChannelHandler> clientHandlers(Endpoint endpoint, ConnectOptions options) {
        HttpHeaders headers = new DefaultHttpHeaders();
        options.webSocket().headers().forEach(headers::set);
        String host = endpoint.host().indexOf(':') >= 0 ? "[" + endpoint.host() + "]" : endpoint.host();
        return List.of(
                new HttpClientCodec(HTTP_LIMIT, HTTP_LIMIT, HTTP_LIMIT),
                new HttpObjectAggregator(HTTP_LIMIT),
                new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                        .webSocketUri(endpoint.scheme() + "://" + host + ":" + endpoint.port() + endpoint.path())
                        .subprotocol(options.webSocket().subprotocol())
                        .customHeaders(headers)
                        .generateOriginHeader(false)
                        .maxFramePayloadLength(options.webSocket().maximumFramePayload())
                        .withUTF8Validator(false)
                        .handleCloseFrames(false)
                        .sendCloseFrame(null)
                        .build()));
    }

    private static List<ChannelHandler> serverHandlers(Endpoint endpoint, ConnectOptions options) {
        return List.of(
                new HttpServerCodec(HTTP_LIMIT, HTTP_LIMIT, HTTP_LIMIT),
                new HttpObjectAggregator(HTTP_LIMIT),
                new WebSocketServerProtocolHandler(WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath(endpoint.path())
                        .subprotocols(options.webSocket().subprotocol())
                        .decoderConfig(WebSocketDecoderConfig.newBuilder()
                                .maxFramePayloadLength(options.webSocket().maximumFramePayload())
                                .withUTF8Validator(false)
                                .build())
                        .handleCloseFrames(false)
                        .sendCloseFrame(null)
                        .build()));
    }
}
