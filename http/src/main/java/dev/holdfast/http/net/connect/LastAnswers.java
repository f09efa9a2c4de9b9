/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.connect;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last addresses of each name, used when the next look-up hangs (RFC 8767, serving stale data).
 * Keeps those of the newest thousand names, for ten minutes. Guarded by the resolver's lock.
 */
final class LastAnswers {

  private static final int MOST = 1_000;
  private static final long LIFE_NANOS = 600_000_000_000L;

  private final Map<String, Answer> answers = new LinkedHashMap<>();

  private record Answer(List<InetAddress> addresses, long at) {}

  void put(String host, List<InetAddress> addresses, long now) {
    answers.remove(host);
    answers.put(host, new Answer(addresses, now));
    if (answers.size() > MOST) {
      answers.remove(answers.keySet().iterator().next());
    }
  }

  /** Returns the addresses, unless they are too old. */
  @Nullable List<InetAddress> get(String host, long now) {
    Answer answer = answers.get(host);
    if (answer != null && now - answer.at() > LIFE_NANOS) {
      answers.remove(host);
      return null;
    }
    return answer == null ? null : answer.addresses();
  }
}
