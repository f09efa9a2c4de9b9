/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

/** A stream whose reader can announce that it uses nothing before it has the whole. */
public interface ReadToEnd {

  /** Announces it: the reader need not be woken for each piece. */
  void readsToEnd();
}
