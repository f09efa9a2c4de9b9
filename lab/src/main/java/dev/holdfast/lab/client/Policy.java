/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

/** How clients retry, and what keeps them from it. Makes clients; has no state itself. */
public interface Policy {

  /** For the command line. */
  String id();

  /** For tables. */
  String title();

  /** A client that behaves so. */
  Client open(Site site);
}
