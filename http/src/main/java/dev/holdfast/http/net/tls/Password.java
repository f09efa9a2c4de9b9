/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.tls;

import java.io.IOException;

/** The password of a file, requested only if the file needs one. */
@FunctionalInterface
public interface Password {

  /**
   * Returns the password.
   *
   * @throws IOException if there is none
   */
  char[] ask() throws IOException;
}
