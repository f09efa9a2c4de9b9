/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.feign;

import dev.holdfast.http.InvalidRequestException;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Session;
import dev.holdfast.http.adapter.AdapterFailures;
import feign.AsyncClient;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Makes the calls of OpenFeign with a session: its timeouts, retries and safeguards. Also for
 * clients that return futures ({@code AsyncFeign}). Thread-safe. The caller closes the session.
 *
 * <pre>{@code
 * Orders orders = Feign.builder()
 *     .client(HoldfastFeignClient.of(session))
 *     .retryer(Retryer.NEVER_RETRY) // or Feign makes up to 5 calls, each with its own retries
 *     .target(Orders.class, "https://api.example.com");
 * }</pre>
 *
 * <ul>
 *   <li>The timeouts are those of the session, and its mounts. {@link feign.Request.Options} are
 *       not used: Feign always passes some, even if none were set.
 *   <li>A failure is a {@code RetryableException} of Feign. Its cause is the exception of the JDK
 *       that other clients throw, whose cause is the {@link RequestException} with the attempts.
 *   <li>The first 1 MiB of a successful body are read before a call returns, so that a body that
 *       breaks off or stalls there is fetched again; streams of events are not. A call with a
 *       future reads the whole body.
 * </ul>
 */
public final class HoldfastFeignClient implements Client, AsyncClient<Object> {

  private final Session session;

  private HoldfastFeignClient(Session session) {
    this.session = session;
  }

  /** Creates a client that makes calls with that session. */
  public static HoldfastFeignClient of(Session session) {
    return new HoldfastFeignClient(Objects.requireNonNull(session, "session"));
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    try {
      return FeignMessages.response(request, session.stream(FeignMessages.request(request)));
    } catch (InvalidRequestException mistake) {
      throw mistake;
    } catch (RequestException failure) {
      throw AdapterFailures.io(failure);
    }
  }

  @Override
  public CompletableFuture<Response> execute(
      Request request, Request.Options options, Optional<Object> context) {
    CompletableFuture<dev.holdfast.http.Response> call =
        session.sendAsync(FeignMessages.request(request));
    CompletableFuture<Response> result = new CompletableFuture<>();
    forward(call, result, request);
    return result;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Stages that end something have no result.
  private static void forward(
      CompletableFuture<dev.holdfast.http.Response> call,
      CompletableFuture<Response> result,
      Request request) {
    result.whenComplete((response, failure) -> {
      if (result.isCancelled()) {
        call.cancel(true);
      }
    });
    call.whenComplete((response, failure) -> {
      try {
        if (failure == null) {
          result.complete(FeignMessages.response(request, response));
        } else {
          result.completeExceptionally(unwrapped(failure));
        }
      } catch (RequestException bodyLost) {
        result.completeExceptionally(AdapterFailures.io(bodyLost));
      }
    });
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof RequestException known && !(known instanceof InvalidRequestException)
        ? AdapterFailures.io(known)
        : failure;
  }
}
