/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Another library's policy, by its documentation.
 *
 * @param shared whether one set of counts serves all origins of a client
 * @param rules creates a client's rules and counts
 */
record Peer(String id, String title, boolean shared, Supplier<Rules> rules) implements Policy {

  @Override
  public Client open(Site site) {
    Rules one = rules.get();
    List<Rules> each = shared || site.origins().size() == 1
        ? List.of(one)
        : Stream.generate(rules).limit(site.origins().size()).toList();
    return (origin, end) -> new PeerCall(
            site, site.origins().get(origin), each.get(each.size() == 1 ? 0 : origin), end)
        .start();
  }
}
