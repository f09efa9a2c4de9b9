/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import java.util.Objects;
import java.util.Optional;

/**
 * The result of one call of a batch.
 *
 * @param index of the request, from 0, in the order of the requests
 * @param request as given
 * @param response the response, if there was one, whatever its status
 * @param failure the exception of the call, if there was no response
 * @param sent whether the call was begun; if not, the batch had ended before its turn
 * @param ok whether the batch counts it as a success
 * @param <Q> type of a request
 * @param <A> type of a response
 */
public record BatchItem<Q, A>(
    long index,
    Q request,
    Optional<A> response,
    Optional<Throwable> failure,
    boolean sent,
    boolean ok) {

  /** Checks that nothing is missing. */
  public BatchItem {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(failure, "failure");
  }
}
