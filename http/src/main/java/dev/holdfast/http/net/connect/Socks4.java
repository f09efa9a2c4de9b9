/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.address.LiteralAddress;
import dev.holdfast.http.transport.TransportException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** SOCKS 4 with the names of 4A: one request, one response of eight bytes. */
final class Socks4 extends SocksNegotiation {

  private static final byte VERSION = 4;
  private static final byte CONNECT = 1;
  private static final byte[] NAME_FOLLOWS = {0, 0, 0, 1};
  private static final int GRANTED = 90;

  private final String host;
  private final int port;

  /** @param host a name, or a literal IPv4 address */
  Socks4(String host, int port) throws TransportException {
    if (host.indexOf(':') >= 0) {
      throw Negotiation.failure(
              "SOCKS4a knows no IPv6 addresses such as " + host + " (expected: a SOCKS5 proxy)",
              null)
          .asPermanent();
    }
    this.host = host;
    this.port = port;
    await(8);
  }

  @Override
  public ByteBuffer opening() {
    InetAddress address = LiteralAddress.parse(host);
    ByteBuffer request =
        ByteBuffer.allocate(10 + 255).put(VERSION).put(CONNECT).putShort((short) port);
    if (address instanceof Inet4Address) {
      request.put(address.getAddress()).put((byte) 0);
    } else {
      request
          .put(NAME_FOLLOWS)
          .put((byte) 0)
          .put(host.getBytes(StandardCharsets.US_ASCII))
          .put((byte) 0);
    }
    return request.flip();
  }

  @Override
  ByteBuffer answered(ByteBuffer whole) throws TransportException {
    int code = whole.get(1);
    if (whole.get(0) != 0) {
      throw foreign("SOCKS4", whole);
    }
    if (code != GRANTED) {
      throw Negotiation.failure(
          "it could not connect to the origin: "
              + (code == 92 || code == 93 ? "it asks for identd" : "rejected or failed"),
          null);
    }
    return agree();
  }
}
