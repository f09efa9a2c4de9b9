/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.demo;

/** One habit, shown. */
interface Scene {

  /** The habit. */
  String title();

  /** What the server does, in a sentence. */
  String story();

  /** Makes the calls and checks that they went as told. */
  void play(Stage stage);
}
