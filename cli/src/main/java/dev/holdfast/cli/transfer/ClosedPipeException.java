/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli.transfer;

import java.io.IOException;
import java.io.Serial;

/** Thrown when the reader of a pipe has closed it because it has read enough. */
public final class ClosedPipeException extends IOException {

  @Serial
  private static final long serialVersionUID = 1L;

  ClosedPipeException(IOException cause) {
    super("the reader has closed the pipe", cause);
  }
}
