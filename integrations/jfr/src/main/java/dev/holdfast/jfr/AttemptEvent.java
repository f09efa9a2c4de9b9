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

/** One attempt of a call, and the decision after it. */
@Name("dev.holdfast.Attempt")
@Label("HTTP Attempt")
@Category("Holdfast")
@StackTrace(false)
final class AttemptEvent extends Event {

  @Label("Call")
  long call;

  @Label("Number")
  int number;

  @Label("Method")
  String method = "";

  /** The URL with secrets masked. */
  @Label("URL")
  String url = "";

  /** The status; 0 if there was none. */
  @Label("Status")
  int status;

  /** The category of the failure, if it failed. */
  @Label("Error")
  String error = "";

  @Label("Remote Address")
  String remote = "";

  @Label("Reused Connection")
  boolean reused;

  @Label("Decision")
  String decision = "";

  @Label("Reason")
  String reason = "";
}
