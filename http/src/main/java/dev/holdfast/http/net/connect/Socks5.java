/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.address.LiteralAddress;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** SOCKS5 (RFC 1928), without authentication or with user and password (RFC 1929). */
final class Socks5 extends SocksNegotiation {

  private static final byte VERSION = 5;
  private static final byte NO_AUTHENTICATION = 0;
  private static final byte PASSWORD = 2;
  private static final byte CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int REFUSED = 5;

  private final Proxy proxy;
  private final String host;
  private final int port;
  private State state = State.METHOD;

  /** The response that is awaited. */
  private enum State {
    METHOD,
    PASSWORD,
    REPLY,
    NAME_LENGTH,
    BOUND
  }

  /** @param host a name, or a literal address */
  Socks5(Proxy proxy, String host, int port) {
    this.proxy = proxy;
    this.host = host;
    this.port = port;
    await(2);
  }

  @Override
  public ByteBuffer opening() {
    return ByteBuffer.wrap(
        proxy.authenticates()
            ? new byte[] {VERSION, 2, NO_AUTHENTICATION, PASSWORD}
            : new byte[] {VERSION, 1, NO_AUTHENTICATION});
  }

  @Override
  ByteBuffer answered(ByteBuffer whole) throws TransportException {
    return switch (state) {
      case METHOD -> method(whole);
      case PASSWORD -> passwordJudged(whole);
      case REPLY -> reply(whole);
      case NAME_LENGTH -> awaitBound((whole.get() & 0xff) + 2);
      case BOUND -> agree();
    };
  }

  private ByteBuffer method(ByteBuffer whole) throws TransportException {
    if (whole.get() != VERSION) {
      throw foreign("SOCKS5", whole);
    }
    byte method = whole.get();
    if (method == NO_AUTHENTICATION) {
      return request();
    }
    if (method != PASSWORD || !proxy.authenticates()) {
      throw Negotiation.failure(
              "it wants another authentication (expected: none, or user and password in " + proxy
                  + ")",
              null)
          .asPermanent();
    }
    state = State.PASSWORD;
    await(2);
    byte[] user = bytes(proxy.user());
    byte[] password = bytes(proxy.password());
    return ByteBuffer.allocate(3 + user.length + password.length)
        .put((byte) 1)
        .put((byte) user.length)
        .put(user)
        .put((byte) password.length)
        .put(password)
        .flip();
  }

  private ByteBuffer passwordJudged(ByteBuffer whole) throws TransportException {
    if (whole.get(1) != 0) {
      throw Negotiation.failure(
              "it refused user and password (expected: others for " + proxy + ")", null)
          .asPermanent();
    }
    return request();
  }

  private ByteBuffer request() {
    state = State.REPLY;
    await(4);
    InetAddress address = LiteralAddress.parse(host);
    ByteBuffer request = ByteBuffer.allocate(7 + 255).put(VERSION).put(CONNECT).put((byte) 0);
    if (address == null) {
      byte[] name = bytes(host);
      request.put((byte) NAME).put((byte) name.length).put(name);
    } else {
      byte[] bytes = address.getAddress();
      request.put((byte) (bytes.length == 4 ? IPV4 : IPV6)).put(bytes);
    }
    return request.putShort((short) port).flip();
  }

  private ByteBuffer reply(ByteBuffer whole) throws TransportException {
    if (whole.get(0) != VERSION) {
      throw foreign("SOCKS5", whole);
    }
    int code = whole.get(1);
    if (code != 0) {
      throw refused(code);
    }
    int kind = whole.get(3);
    if (kind == NAME) {
      state = State.NAME_LENGTH;
      await(1);
      return NOTHING;
    }
    if (kind != IPV4 && kind != IPV6) {
      throw foreign("SOCKS5", whole);
    }
    return awaitBound((kind == IPV4 ? 4 : 16) + 2);
  }

  /** Skips the address that the proxy connects from, which is not used. */
  private ByteBuffer awaitBound(int bytes) {
    state = State.BOUND;
    await(bytes);
    return NOTHING;
  }

  private static TransportException refused(int code) {
    String reason = switch (code) {
      case 1 -> "general failure";
      case 2 -> "not allowed by its rules";
      case 3 -> "network unreachable";
      case 4 -> "host unreachable";
      case REFUSED -> "connection refused";
      case 6 -> "TTL expired";
      case 7 -> "command not supported";
      case 8 -> "address type not supported";
      default -> "code " + (code & 0xff);
    };
    FailureKind kind = code == REFUSED ? FailureKind.CONNECT_REFUSED : FailureKind.CONNECT_ERROR;
    TransportException failure =
        TransportException.of(kind, Sent.NO, "it could not connect to the origin: " + reason, null);
    return code == 2 || code == 7 || code == 8 ? failure.asPermanent() : failure;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
