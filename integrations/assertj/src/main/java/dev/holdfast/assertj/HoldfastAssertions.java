/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.assertj;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.RequestException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about calls. A failed one shows the timeline of the call. Import them beside AssertJ's
 * own:
 *
 * <pre>{@code
 * assertThat(session.get(url)).hasStatus(200).hasAttempts("503", "read_timeout", "200");
 * assertThatCallFails(() -> session.post(url)).hasCategory(Category.READ_TIMEOUT);
 * }</pre>
 */
public final class HoldfastAssertions {

  private HoldfastAssertions() {}

  /** Returns assertions about a call that ended with this response. */
  public static ResponseAssert assertThat(@Nullable HttpResponse response) {
    return new ResponseAssert(response);
  }

  /** Returns assertions about a call that failed with this exception. */
  public static RequestExceptionAssert assertThat(@Nullable RequestException failure) {
    return new RequestExceptionAssert(failure);
  }

  /**
   * Makes the call, which must fail. If another library's client throws, the session's exception is
   * searched among the causes.
   *
   * @throws AssertionError if the call returns, or throws an exception that no session has caused
   */
  public static RequestExceptionAssert assertThatCallFails(Callable<?> call) {
    Object returned;
    try {
      returned = call.call();
    } catch (Throwable thrown) {
      return new RequestExceptionAssert(causeOf(thrown));
    }
    String shown =
        returned instanceof HttpResponse response ? response.explain() : String.valueOf(returned);
    throw new AssertionError("Expected the call to fail, but it returned:\n\n" + shown);
  }

  private static RequestException causeOf(Throwable thrown) {
    Throwable cause = thrown;
    // Two causes may form a cycle.
    for (int depth = 0; cause != null && depth < 100; depth++) {
      if (cause instanceof RequestException found) {
        return found;
      }
      cause = cause.getCause();
    }
    throw new AssertionError(
        "Expected a RequestException, or one as the cause of: " + thrown, thrown);
  }
}
