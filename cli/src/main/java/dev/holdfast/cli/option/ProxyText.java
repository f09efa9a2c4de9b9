/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.option;

import dev.holdfast.http.proxy.Proxy;
import picocli.CommandLine.ITypeConverter;

/** Parses a proxy's URL; empty means no proxy. */
public final class ProxyText implements ITypeConverter<Proxy> {

  private static final String EXPECTED =
      "http://host:port, https://host:port, socks5://host:port, socks4a://host:port or ''";

  @Override
  public Proxy convert(String value) {
    if (value.isEmpty()) {
      return Proxy.none();
    }
    try {
      return Proxy.of(value);
    } catch (IllegalArgumentException e) {
      throw BadValue.of(e, EXPECTED);
    }
  }
}
