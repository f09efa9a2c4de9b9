/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of one attempt, as an archive or a bug report may show them: values that could be
 * secrets are masked, by the rules of {@link Secrets#maskHeader}. Immutable.
 */
public final class AttemptHeaders {

  private final Headers sent;
  private final Headers received;

  AttemptHeaders(Headers sent, Headers received) {
    this.sent = sent;
    this.received = received;
  }

  /**
   * Headers of the request, those of hooks included, those of the transport left out ({@code Host},
   * {@code Content-Length}, …). Empty if nothing was handed to the transport.
   */
  public Headers sent() {
    return masked(sent);
  }

  /** Headers of the response; empty if its head did not arrive. */
  public Headers received() {
    return masked(received);
  }

  private static Headers masked(Headers headers) {
    List<Headers.Field> shown = new ArrayList<>(headers.size());
    for (Headers.Field field : headers) {
      shown.add(new Headers.Field(field.name(), Secrets.maskHeader(field.name(), field.value())));
    }
    return Headers.ofReceived(shown);
  }

  /** Returns both, secrets masked. */
  @Override
  public String toString() {
    return "AttemptHeaders[sent=" + sent + ", received=" + received + "]";
  }
}
