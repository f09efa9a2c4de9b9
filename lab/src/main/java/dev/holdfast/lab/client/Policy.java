/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.lab.client;

/** The retry policy of clients, with its limits. Creates clients; has no state itself. */
public interface Policy {

  /** The name on the command line. */
  String id();

  /** The title in tables. */
  String title();

  /** Creates a client with this policy. */
  Client open(Site site);
}
