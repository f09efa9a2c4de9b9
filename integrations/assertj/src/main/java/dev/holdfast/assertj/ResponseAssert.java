/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.assertj;

import dev.holdfast.http.HttpResponse;
import dev.holdfast.http.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Assertions about a call that ended with a response. */
public final class ResponseAssert extends CallAssert<ResponseAssert, HttpResponse> {

  ResponseAssert(@Nullable HttpResponse actual) {
    super(actual, ResponseAssert.class, HttpResponse::attempts, HttpResponse::explain);
  }

  /** Checks the status of the response. */
  public ResponseAssert hasStatus(int expected) {
    return expect("status", expected, present().status());
  }

  /** Checks that a header has that value; if it has several, that one of them is equal. */
  public ResponseAssert hasHeader(String name, String expected) {
    List<String> values = present().headers().all(name);
    return check(values.contains(expected), "header " + name, expected, values);
  }

  /** Checks the text of the body. Only for a response whose body is in memory. */
  public ResponseAssert hasText(String expected) {
    return present() instanceof Response inMemory
        ? expect("text", expected, inMemory.text())
        : check(false, "response", "one whose body is in memory", present().getClass());
  }

  /** Checks the number of redirects that were followed. */
  public ResponseAssert hasRedirects(int expected) {
    return expect("redirects", expected, present().redirects().size());
  }
}
