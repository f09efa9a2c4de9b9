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
 * Sends credentials to HTTP proxies: Basic without a challenge, Digest after a challenge.
 * Thread-safe.
 */
public final class ProxyLogins {

  private static final String FIELD = "Proxy-Authorization";
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  /** The most proxies. Rules could create any number of users. */
  private static final int MOST = 1_000;

  private final Map<Proxy, Digest> digests = new ConcurrentHashMap<>();

  /** Creates logins without challenges. */
  public ProxyLogins() {}

  /** Whether a proxy gets the request itself, and forwards it (RFC 9112 section 3.2.2). */
  public static boolean forwarded(TransportRequest request) {
    return request.choice().route().forwards(request.url().secure())
        && request.version() != HttpVersion.HTTP_2;
  }

  /** Returns the request with the proxy's credentials, if a proxy gets it. */
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

  /** Returns the header line of a CONNECT with its line end; empty if there are no credentials. */
  public String line(Proxy proxy, String authority) {
    return proxy.authenticates() ? FIELD + ": " + value(proxy, "CONNECT", authority) + "\r\n" : "";
  }

  /** Whether to send the same request again, because the proxy has asked for Digest. */
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
