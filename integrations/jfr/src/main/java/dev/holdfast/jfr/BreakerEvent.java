/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A change of an origin's circuit breaker. */
@Name("dev.holdfast.Breaker")
@Label("Circuit Breaker")
@Category("Holdfast")
@StackTrace(false)
final class BreakerEvent extends Event {

  @Label("Origin")
  String origin = "";

  @Label("From")
  String from = "";

  @Label("To")
  String to = "";

  @Label("Reason")
  String reason = "";
}
