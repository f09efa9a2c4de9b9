/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

/** What the end of an attempt says about the other side's health. */
public enum Ending {
  /** The other side did its work, even if the answer was no: a 404 is a success of the server. */
  SUCCEEDED,
  /** It failed in a way that is worth a retry. */
  FAILED,
  /** It says nothing: cancelled, or the caller's own mistake. */
  IGNORED,
  /** There was no attempt: something further in refused it, or the call ended while it waited. */
  UNUSED;

  /** Whether it says something about the other side. */
  public boolean telling() {
    return this == SUCCEEDED || this == FAILED;
  }
}
