/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.Category;
import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.adapter.AdapterFailures;
import dev.holdfast.http.transport.TransportException;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts failures to the exceptions that the JDK's client throws. */
final class Failures {

  private Failures() {}

  static Throwable of(Throwable failure) {
    if (failure instanceof InvalidRequestException mistake
        && !(mistake.getCause() instanceof IOException)) {
      return new IllegalArgumentException(mistake.getMessage(), mistake);
    }
    if (failure instanceof RequestException call) {
      return timeout(call.category(), call).orElseGet(() -> AdapterFailures.io(call));
    }
    return failure instanceof TransportException body
        ? timeout(Category.of(body.kind()), body).orElse(body)
        : failure;
  }

  private static Optional<IOException> timeout(Category category, Throwable cause) {
    String message = cause.getMessage();
    @Nullable IOException timeout = switch (category) {
      case CONNECT_TIMEOUT, POOL_TIMEOUT -> new HttpConnectTimeoutException(message);
      case READ_TIMEOUT, WRITE_TIMEOUT, DEADLINE_EXCEEDED -> new HttpTimeoutException(message);
      default -> null;
    };
    if (timeout != null) {
      timeout.initCause(cause);
    }
    return Optional.ofNullable(timeout);
  }
}
