/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.challenge.Challenge;
import dev.holdfast.http.challenge.Digest;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Url;
import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.transport.HttpVersion;
import dev.holdfast.http.transport.TransportRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells HTTP proxies who asks: by Basic without being asked, by Digest once a proxy has asked for
 * it. Thread-safe.
 */
public final class ProxyLogins {

  private static final String FIELD = "Proxy-Authorization";
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  /** More proxies than anyone has; rules could make up users without end. */
  private static final int MOST = 1_000;

  private final Map<Proxy, Digest> digests = new ConcurrentHashMap<>();

  /** With proxies that have asked for nothing yet. */
  public ProxyLogins() {}

  /** Whether a proxy gets the request itself, and sends it on (RFC 9112 section 3.2.2). */
  public static boolean forwarded(TransportRequest request) {
    return request.choice().route().forwards(request.url().secure())
        && request.version() != HttpVersion.HTTP_2;
  }

  /** The request with what its proxy has to know, if a proxy gets it. */
  public TransportRequest authorized(TransportRequest request) {
    Proxy proxy = request.choice().route().proxy();
    if (!forwarded(request) || !proxy.authenticates()) {
      return request;
    }
    Url url = request.url();
    String value = value(proxy, request.method(), url.origin() + url.target());
    Headers headers = request.headers().without(FIELD).plus(FIELD, value);
    return new TransportRequest(
        request.method(), url, headers, request.body(), request.version(), request.choice());
  }

  /** The line of a CONNECT with its end; empty if there are no credentials. */
  public String line(Proxy proxy, String authority) {
    return proxy.authenticates() ? FIELD + ": " + value(proxy, "CONNECT", authority) + "\r\n" : "";
  }

  /** Whether the same request is worth sending again, since the proxy has asked for Digest. */
  public boolean challenged(Proxy proxy, ResponseHead head) {
    if (head.status() != PROXY_AUTHENTICATION_REQUIRED || !proxy.authenticates()) {
      return false;
    }
    List<Challenge> challenges = Challenge.in(head.headers(), "Proxy-Authenticate");
    if (challenges.stream().noneMatch(challenge -> challenge.scheme().equals("digest"))) {
      return false;
    }
    if (digests.size() >= MOST) {
      digests.clear();
    }
    return digests
        .computeIfAbsent(proxy, asked -> new Digest(asked.user(), asked.password()))
        .challenged(challenges, Optional.empty())
        .isEmpty();
  }

  private String value(Proxy proxy, String method, String target) {
    Digest digest = digests.get(proxy);
    return digest == null
        ? proxy.basicCredentials()
        : digest.authorization(method, target).orElseGet(proxy::basicCredentials);
  }
}
