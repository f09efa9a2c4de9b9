/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.http.Session;

/** Another library's API, as an application uses it, over a session. */
@FunctionalInterface
public interface Host {

  /** Makes a call and returns the status and the body, as in {@code 200 text}. */
  String call(Session session, Exchange exchange) throws Exception;
}
