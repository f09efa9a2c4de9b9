/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Escaped;
import dev.holdfast.http.proxy.Proxy;
import java.util.List;

/** What an HTTP proxy says when it does not serve a request, and what would help. */
public final class ProxyDenial {

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private ProxyDenial() {}

  /** Status and reason; for a 407 also the schemes that the proxy takes. */
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

  /** Status and reason. */
  public static String line(ResponseHead head) {
    return Escaped.text((head.status() + " " + head.reason()).strip());
  }
}
