/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import dev.holdfast.http.net.ProxyDenial;
import dev.holdfast.http.net.ProxyLogins;
import dev.holdfast.http.net.ResponseHead;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.TransportException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Asks an HTTP proxy for a tunnel: CONNECT (RFC 9110 section 9.3.6). A 2xx response has no body,
 * whatever its headers say. Any other ends the connection, so its body is not read.
 */
final class HttpTunnel implements Negotiation {

  private final Proxy proxy;
  private final String authority;
  private final AnswerReader reader;
  private final boolean serverWaits;
  private final ProxyLogins logins;
  private boolean worthAnother;
  private boolean agreed;

  /**
   * Creates a tunnel to an origin.
   *
   * @param authority its host and port
   * @param logins the credentials for proxies
   * @param serverWaits whether the origin sends nothing before the client does, as in TLS
   */
  HttpTunnel(
      Proxy proxy, String authority, ProxyLogins logins, AnswerReader reader, boolean serverWaits) {
    this.proxy = proxy;
    this.logins = logins;
    this.authority = authority;
    this.reader = reader;
    this.serverWaits = serverWaits;
  }

  @Override
  public ByteBuffer opening() {
    String head = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n"
        + logins.line(proxy, authority) + "\r\n";
    return ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public int wanted() {
    return serverWaits ? Integer.MAX_VALUE : 1;
  }

  @Override
  public ByteBuffer accept(ByteBuffer arrived) throws TransportException {
    ResponseHead head;
    try {
      head = reader.accept(arrived);
    } catch (TransportException malformed) {
      TransportException failure =
          Negotiation.failure("its answer to CONNECT: " + malformed.getMessage(), malformed);
      throw malformed.permanent() ? failure.asPermanent() : failure;
    }
    if (head == null) {
      return NOTHING;
    }
    if (head.status() >= 300) {
      worthAnother = logins.challenged(proxy, head);
      throw refused(head);
    }
    if (arrived.hasRemaining()) {
      throw Negotiation.failure(
              "it sent " + arrived.remaining() + " bytes behind its answer "
                  + ProxyDenial.line(head) + " to CONNECT, before anything was asked",
              null)
          .asPermanent();
    }
    agreed = true;
    return NOTHING;
  }

  /** Whether the proxy has refused only this request, and asked for Digest. */
  boolean worthAnother() {
    return worthAnother;
  }

  private TransportException refused(ResponseHead head) {
    String message =
        "it refused the tunnel to " + authority + ": " + ProxyDenial.words(proxy, head);
    TransportException failure = Negotiation.failure(message, null);
    return passing(head.status()) ? failure : failure.asPermanent();
  }

  /** Whether another attempt could end otherwise. */
  private static boolean passing(int status) {
    return switch (status) {
      case 408, 425, 429, 500, 502, 503, 504 -> true;
      default -> false;
    };
  }

  @Override
  public boolean agreed() {
    return agreed;
  }

  @Override
  public String awaited() {
    return "its answer to CONNECT was whole";
  }
}
