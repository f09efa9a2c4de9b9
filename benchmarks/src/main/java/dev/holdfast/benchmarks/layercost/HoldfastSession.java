/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.layercost;

import dev.holdfast.benchmarks.race.BlockingClient;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.safeguard.Safeguards;

/** A session: every rule in force, with or without the policies that calls share. */
final class HoldfastSession implements BlockingClient {

  private final Session session;
  private final Request request;

  private HoldfastSession(String url, Session session) {
    this.session = session;
    request = Request.get(url);
  }

  /** As it comes: with a retry budget and cooldown. */
  static BlockingClient standard(String url) {
    return new HoldfastSession(url, Session.create());
  }

  /** Without them: what they cost is the difference. */
  static BlockingClient unguarded(String url) {
    return new HoldfastSession(
        url, Session.builder().safeguards(Safeguards.off()).build());
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
