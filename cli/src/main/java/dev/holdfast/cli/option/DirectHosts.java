/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.http.proxy.ProxyRules;
import picocli.CommandLine.ITypeConverter;

/** Hosts that are called without a proxy. */
record DirectHosts(String hosts) {

  private static final String EXPECTED =
      "names, addresses, blocks such as 10.0.0.0/8 or *, parted by commas";

  /**
   * Checks the hosts.
   *
   * @throws IllegalArgumentException if an entry is malformed
   */
  DirectHosts {
    except(Proxy.none(), hosts);
  }

  ProxyRules except(ProxyRules rules) {
    return except(rules, hosts);
  }

  private static ProxyRules except(ProxyRules rules, String hosts) {
    return rules.except(hosts);
  }

  public static final class Converter implements ITypeConverter<DirectHosts> {
    @Override
    public DirectHosts convert(String value) {
      try {
        return new DirectHosts(value);
      } catch (IllegalArgumentException e) {
        throw BadValue.of(e, EXPECTED);
      }
    }
  }
}
