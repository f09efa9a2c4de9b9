/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

/** A scene that demonstrates one habit. */
interface Scene {

  /** The name of the habit. */
  String title();

  /** The server's behaviour, in a sentence. */
  String story();

  /** Makes the calls and checks that they ended as announced. */
  void play(Stage stage);
}
