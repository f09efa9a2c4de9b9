/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.aws;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.PublishedResponse;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.adapter.AdapterFailures;
import dev.holdfast.http.message.Headers;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Responses and failures of a session, in the SDK's words. */
final class SdkResponses {

  private SdkResponses() {}

  /** Everything of a response except its body. */
  static SdkHttpResponse head(PublishedResponse response) {
    SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder();
    head.statusCode(response.status()).statusText(response.reason());
    for (Headers.Field field : response.headers()) {
      head.appendHeader(field.name(), field.value());
    }
    return head.build();
  }

  /** An exception that the SDK retries, unless the request is at fault; its content may be. */
  static Throwable failure(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wraps = failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable known = wraps && cause != null ? cause : failure;
    if (!(known instanceof RequestException call)) {
      return known;
    }
    boolean mistake =
        call instanceof InvalidRequestException && !(call.getCause() instanceof IOException);
    return mistake ? call : AdapterFailures.io(call);
  }
}
