/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import dev.holdfast.lab.net.Answer;

/** A policy of one attempt a call. */
public record NoRetries() implements Policy {

  @Override
  public String id() {
    return "none";
  }

  @Override
  public String title() {
    return "no retries";
  }

  @Override
  public Client open(Site site) {
    return (origin, end) -> site.origins()
        .get(origin)
        .send(site.readTimeoutNanos(), (Answer answer) -> end.ended(answer.ok()));
  }
}
