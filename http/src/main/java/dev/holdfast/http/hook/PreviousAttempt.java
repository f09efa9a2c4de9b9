/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.hook;

import dev.holdfast.http.message.Headers;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of the attempt before this one.
 *
 * @param status of its response, if there was one
 * @param headers of its response; empty if there was none
 * @param error the category of its failure, such as {@code read_timeout}, if it failed
 */
public record PreviousAttempt(OptionalInt status, Headers headers, Optional<String> error) {

  /** Checks that nothing is missing. */
  public PreviousAttempt {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(error, "error");
  }
}
