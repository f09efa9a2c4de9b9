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

/** The wait before a retry, from the decision to the next attempt. */
@Name("dev.holdfast.Wait")
@Label("Wait Before Retry")
@Category("Holdfast")
@StackTrace(false)
final class WaitEvent extends Event {

  @Label("Call")
  long call;

  @Label("Reason")
  String reason = "";
}
