/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.proxy.Proxy;
import java.util.List;

/** Describes the response of an HTTP proxy that refuses a request, and the remedy. */
public final class ProxyDenial {

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private ProxyDenial() {}

  /** Returns status and reason; for a 407 also the schemes that the proxy accepts. */
  public static String words(Proxy proxy, ResponseHead head) {
    String line = line(head);
    if (head.status() != PROXY_AUTHENTICATION_REQUIRED) {
      return line;
    }
    List<String> schemes = head.headers().all("Proxy-Authenticate").stream()
        .map(challenge -> Escaped.text(challenge.split(" ", 2)[0]))
        .toList();
    return line + " (expected: " + (proxy.authenticates() ? "other credentials" : "credentials")
        + " for " + proxy + "; it takes " + (schemes.isEmpty() ? "none" : schemes) + ")";
  }

  /** Returns status and reason. */
  public static String line(ResponseHead head) {
    return Escaped.text((head.status() + " " + head.reason()).strip());
  }
}
