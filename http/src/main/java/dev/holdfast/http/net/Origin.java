/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net;

import dev.holdfast.http.message.Url;

/** What a pooled connection belongs to (RFC 9110 section 4.3.1). */
public record Origin(boolean secure, String host, int port) {

  /** The origin of a URL. */
  public static Origin of(Url url) {
    return new Origin(url.secure(), url.host(), url.port());
  }

  /** As in messages: host and port. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
