/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.storm;

import dev.holdfast.http.Request;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The mode of a storm's calls. An interrupt ends them in both modes. */
enum Mode {
  BLOCKING {
    @Override
    Response call(Session session, Request request) {
      return session.request(request);
    }
  },
  /** A caller who is interrupted cancels the future. */
  ASYNCHRONOUS {
    @Override
    Response call(Session session, Request request) throws InterruptedException {
      CompletableFuture<Response> future = session.sendAsync(request);
      try {
        return future.get();
      } catch (ExecutionException e) {
        throw (RequestException) e.getCause();
      } finally {
        future.cancel(true);
      }
    }
  };

  abstract Response call(Session session, Request request) throws InterruptedException;
}
