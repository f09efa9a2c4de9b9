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

/** A call from its beginning to its end. */
@Name("dev.holdfast.Call")
@Label("HTTP Call")
@Category("Holdfast")
@StackTrace(false)
final class CallEvent extends Event {

  @Label("Call")
  long call;

  @Label("Method")
  String method = "";

  /** The URL with secrets masked. */
  @Label("URL")
  String url = "";

  @Label("URL Template")
  String template = "";

  /** The status; 0 if there was none. */
  @Label("Status")
  int status;

  /** The category of the failure, if it failed. */
  @Label("Error")
  String error = "";

  @Label("Attempts")
  int attempts;
}
