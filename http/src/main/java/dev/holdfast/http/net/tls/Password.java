/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.IOException;

/** The password of a file; asked for only if the file needs one. */
@FunctionalInterface
public interface Password {

  /**
   * The password.
   *
   * @throws IOException if there is none
   */
  char[] ask() throws IOException;
}
