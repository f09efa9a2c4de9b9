/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import dev.holdfast.http.net.Acceptor;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** A server of HTTP/2 whose every frame a test decides: each connection runs the script. */
final class Http2Server implements Closeable {

  private static final int PREFACE_LENGTH = 24;

  private final Acceptor acceptor;
  private final String scheme;

  /** What to do with one connection, whose preface has been read. */
  interface Script {
    void run(Peer peer) throws Exception;
  }

  Http2Server(ServerSocket listener, Script script) {
    scheme = listener instanceof SSLServerSocket ? "https" : "http";
    acceptor = new Acceptor(listener, "http2-server", socket -> script.run(new Peer(socket)));
    acceptor.start();
  }

  /** Without TLS, for prior knowledge. */
  static Http2Server start(Script script) throws IOException {
    return new Http2Server(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  /** Over TLS, agreeing on one of these protocols if there are any. */
  static Http2Server secure(SSLContext context, Script script, String... protocols)
      throws IOException {
    SSLServerSocket listener = (SSLServerSocket) context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    SSLParameters parameters = listener.getSSLParameters();
    parameters.setApplicationProtocols(protocols);
    listener.setSSLParameters(parameters);
    return new Http2Server(listener, script);
  }

  String url(String path) {
    return scheme + "://127.0.0.1:" + acceptor.port() + path;
  }

  int port() {
    return acceptor.port();
  }

  int connections() {
    return acceptor.connections();
  }

  @Override
  public void close() throws IOException {
    acceptor.close();
  }

  /** The client's end of one connection, as seen by a script. */
  static final class Peer {

    private final Socket socket;
    private final DataInputStream input;
    private final OutputStream output;
    private final String preface;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.input = new DataInputStream(socket.getInputStream());
      this.output = socket.getOutputStream();
      this.preface = new String(input.readNBytes(PREFACE_LENGTH), StandardCharsets.ISO_8859_1);
    }

    boolean speaksHttp2() {
      return preface.startsWith("PRI * HTTP/2.0");
    }

    /** Sends SETTINGS: names and values in turns. */
    Peer settings(int... namesAndValues) throws IOException {
      ByteBuffer payload = ByteBuffer.allocate(namesAndValues.length * 3);
      for (int i = 0; i < namesAndValues.length; i += 2) {
        payload.putShort((short) namesAndValues[i]).putInt(namesAndValues[i + 1]);
      }
      return frame(Frame.SETTINGS, 0, 0, payload.array());
    }

    /** Reads frames up to one of that type; its stream. */
    int await(int type) throws IOException {
      while (true) {
        Frame frame = read();
        if (frame.type() == type && (type != Frame.SETTINGS || frame.has(Frame.ACK))) {
          return frame.stream();
        }
      }
    }

    /** Reads frames up to one of that type; the number that its payload ends with. */
    int awaitCode(int type) throws IOException {
      Frame frame = read();
      while (frame.type() != type) {
        frame = read();
      }
      return frame.payload().getInt(frame.payload().limit() - Integer.BYTES);
    }

    /** Reads frames up to one of that type; its payload as text. */
    String awaitPayload(int type) throws IOException {
      Frame frame = read();
      while (frame.type() != type) {
        frame = read();
      }
      return new String(frame.payload().array(), StandardCharsets.ISO_8859_1);
    }

    /** Reads a request to its end; its stream. */
    int awaitRequest() throws IOException {
      Frame frame = read();
      while (frame.type() > Frame.HEADERS || !frame.has(Frame.END_STREAM)) {
        frame = read();
      }
      return frame.stream();
    }

    Frame read() throws IOException {
      int lengthAndType = input.readInt();
      int flags = input.readUnsignedByte();
      int stream = input.readInt();
      byte[] payload = input.readNBytes(lengthAndType >>> 8);
      return new Frame(lengthAndType & 0xff, flags, stream, ByteBuffer.wrap(payload));
    }

    /** Blocks until the client closes. */
    void awaitEnd() throws IOException {
      input.skip(Long.MAX_VALUE);
    }

    /** A head of status 200 and these headers: names and values in turns. */
    Peer head(int stream, boolean end, String... headers) throws IOException {
      int flags = Frame.END_HEADERS | (end ? Frame.END_STREAM : 0);
      return frame(Frame.HEADERS, flags, stream, block("200", headers));
    }

    Peer data(int stream, boolean end, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      return frame(Frame.DATA, end ? Frame.END_STREAM : 0, stream, bytes);
    }

    Peer ok(int stream, String text) throws IOException {
      return head(stream, false).data(stream, true, text);
    }

    Peer reset(int stream, int code) throws IOException {
      return frame(
          Frame.RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
    }

    /** Lets the client send that much more; on stream 0, on the whole connection. */
    Peer enlargeWindow(int stream, int bytes) throws IOException {
      return frame(
          Frame.WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    Peer goAway(int lastStream, int code) throws IOException {
      byte[] payload = ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array();
      return frame(Frame.GOAWAY, 0, 0, payload);
    }

    Peer frame(int type, int flags, int stream, byte[] payload) throws IOException {
      ByteBuffer frame = Frame.encode(type, flags, stream, ByteBuffer.wrap(payload));
      output.write(frame.array());
      output.flush();
      return this;
    }

    /** Sends these bytes as they are. */
    Peer bytes(byte[] bytes, int from, int to) throws IOException {
      output.write(bytes, from, to - from);
      output.flush();
      return this;
    }

    void raw(String text) throws IOException {
      output.write(text.getBytes(StandardCharsets.ISO_8859_1));
      awaitEnd();
    }

    void close() throws IOException {
      socket.close();
    }

    /** A header section without compression: literals that are not indexed. */
    static byte[] block(String status, String... headers) {
      ByteBuffer block = ByteBuffer.allocate(16 * 1024);
      literal(block, ":status", status);
      for (int i = 0; i < headers.length; i += 2) {
        literal(block, headers[i], headers[i + 1]);
      }
      byte[] bytes = new byte[block.flip().remaining()];
      block.get(bytes);
      return bytes;
    }

    private static void literal(ByteBuffer block, String name, String value) {
      block.put((byte) 0);
      text(block, name);
      text(block, value);
    }

    private static void text(ByteBuffer block, String text) {
      int length = text.length();
      if (length < 127) {
        block.put((byte) length);
      } else {
        block.put((byte) 127);
        int rest = length - 127;
        while (rest >= 128) {
          block.put((byte) (rest % 128 + 128));
          rest /= 128;
        }
        block.put((byte) rest);
      }
      block.put(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
