/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.download.Download;
import dev.holdfast.http.transport.HttpVersion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The ways to make a call, which must give the same result. */
public enum Mode {
  BLOCKING {
    @Override
    public Response request(Session session, Request request) {
      return session.request(request);
    }
  },
  ASYNC {
    @Override
    public Response request(Session session, Request request) {
      return await(session.sendAsync(request));
    }
  },
  /** Blocking, but over the asynchronous transport. */
  WAITING {
    @Override
    public Response request(Session session, Request request) {
      return session.request(request.httpVersion(HttpVersion.NEGOTIATE));
    }
  };

  /** Makes the call and waits for its end. */
  public abstract Response request(Session session, Request request);

  /** Makes a GET call and waits for its end. */
  public Response get(Session session, String url) {
    return request(session, Request.get(url));
  }

  /** Makes a download and waits for its end. */
  public DownloadedResponse download(Session session, Request request, Download download) {
    return switch (this) {
      case BLOCKING -> session.download(request, download);
      case WAITING -> session.download(request.httpVersion(HttpVersion.NEGOTIATE), download);
      case ASYNC -> await(session.downloadAsync(request, download));
    };
  }

  /** The result of a call, or the exception that it ended with. */
  public static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(100, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the future did not complete", e);
    }
  }
}
