/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.benchmarks.peers;

/** The protocol of the calls. */
enum Protocol {
  PLAIN("HTTP/1.1"),
  TLS("HTTP/1.1 over TLS"),
  HTTP_2("HTTP/2 over TLS");

  private final String title;

  Protocol(String title) {
    this.title = title;
  }

  boolean secure() {
    return this != PLAIN;
  }

  @Override
  public String toString() {
    return title;
  }
}
