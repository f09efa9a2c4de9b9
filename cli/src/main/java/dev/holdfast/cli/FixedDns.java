/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.cli.option.ResolveRule;
import dev.holdfast.http.transport.Dns;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The addresses given with {@code --resolve}, and the system's resolver for all other hosts.
 *
 * @param rules that apply to this call
 * @param others resolves all other hosts
 */
record FixedDns(List<ResolveRule> rules, Dns others) implements Dns {

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    List<InetAddress> fixed = rules.stream()
        .filter(rule -> rule.host().equalsIgnoreCase(host))
        .map(ResolveRule::address)
        .toList();
    return fixed.isEmpty() ? others.resolve(host) : fixed;
  }
}
