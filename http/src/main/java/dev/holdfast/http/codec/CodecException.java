/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.codec;

import java.util.Objects;

/**
 * Thrown when a value cannot be encoded, or a document cannot be decoded. The message and the cause
 * are shown to users and in logs: neither may quote the document ({@link MaskedMessage}).
 */
public final class CodecException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message that quotes nothing of the document. */
  public CodecException(String message) {
    super(Objects.requireNonNull(message, "message"));
  }

  /** Creates an exception with a message and a cause that quote nothing of the document. */
  public CodecException(String message, Throwable cause) {
    super(Objects.requireNonNull(message, "message"), Objects.requireNonNull(cause, "cause"));
  }
}
