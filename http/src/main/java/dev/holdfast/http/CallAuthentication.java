/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.auth.Authentications;
import dev.holdfast.http.hook.AnsweredAttempt;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The authentications of a session in one call. They decide by the head of a response, and may ask
 * for one more attempt once at each origin: a server that always refuses would keep the call in a
 * loop.
 */
final class CallAuthentication {

  private final Authentications authentications;
  private volatile Set<String> repeatedAt = Set.of();
  private volatile boolean decided;

  CallAuthentication(Authentications authentications) {
    this.authentications = authentications;
  }

  /** Whether they have to be asked about that response, and were not. */
  boolean concerns(ReceivedResponse received) {
    return !decided
        && authentications.concerns(received.url(), received.status())
        && !repeatedAt.contains(received.url().origin());
  }

  /** Whether they ask for one more attempt. */
  CompletionStage<Boolean> recovers(AnsweredAttempt challenge) {
    return authentications.recovers(challenge);
  }

  /** Records their decision on the present response. */
  void decided(ReceivedResponse received, boolean again) {
    decided = true;
    if (again) {
      Set<String> origins = new HashSet<>(repeatedAt);
      origins.add(received.url().origin());
      repeatedAt = Set.copyOf(origins);
    }
  }

  /** Called when the attempt has ended. */
  void ended() {
    decided = false;
  }
}
