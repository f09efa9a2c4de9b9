/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import dev.holdfast.http.Request;
import dev.holdfast.http.Session;

/** A session with its defaults: every rule in force. */
final class HoldfastSession implements Contender {

  private final Session session = Session.create();
  private final Request request;

  HoldfastSession(String url) {
    request = Request.get(url);
  }

  @Override
  public Caller newCaller() {
    return () -> session.request(request).bytes().length;
  }

  @Override
  public void close() {
    session.close();
  }
}
