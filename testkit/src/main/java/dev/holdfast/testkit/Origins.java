/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

/** The two names of one server, which a client must treat as different origins. */
record Origins(String origin, String otherOrigin) {

  static Origins of(boolean secure, int port) {
    String scheme = secure ? "https" : "http";
    return new Origins(
        "%s://127.0.0.1:%d".formatted(scheme, port), "%s://localhost:%d".formatted(scheme, port));
  }

  String expand(String value) {
    return value.replace("{origin}", origin).replace("{other_origin}", otherOrigin);
  }
}
