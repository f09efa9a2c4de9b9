/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls of one kind, made by different numbers of callers.
 *
 * @param callers the number of concurrent calls, race by race
 */
record Group(Mode mode, Protocol protocol, Work work, List<Integer> callers) {

  private static final List<Integer> EACH = List.of(1, 16, 128);

  /** The most informative groups, which take a few minutes. */
  static List<Group> some() {
    return List.of(
        of(Mode.BLOCKING, Protocol.PLAIN, Work.GET_1K, 1, 16, 128),
        of(Mode.BLOCKING, Protocol.PLAIN, Work.POST_64K, 16),
        of(Mode.BLOCKING, Protocol.PLAIN, Work.GET_1M, 16),
        of(Mode.BLOCKING, Protocol.TLS, Work.GET_1K, 16, 128),
        of(Mode.BLOCKING, Protocol.HTTP_2, Work.GET_1K, 16),
        of(Mode.ASYNC, Protocol.PLAIN, Work.GET_1K, 16, 128),
        of(Mode.ASYNC, Protocol.PLAIN, Work.GET_1M, 16),
        of(Mode.ASYNC, Protocol.TLS, Work.GET_1K, 128),
        of(Mode.ASYNC, Protocol.HTTP_2, Work.GET_1K, 16, 128),
        of(Mode.VIRTUAL, Protocol.PLAIN, Work.GET_1K, 16, 128));
  }

  /** All groups. */
  static List<Group> all() {
    List<Group> all = new ArrayList<>();
    for (Mode mode : Mode.values()) {
      for (Protocol protocol : Protocol.values()) {
        for (Work work : Work.values()) {
          all.add(new Group(mode, protocol, work, EACH));
        }
      }
    }
    return all;
  }

  private static Group of(Mode mode, Protocol protocol, Work work, Integer... callers) {
    return new Group(mode, protocol, work, List.of(callers));
  }
}
