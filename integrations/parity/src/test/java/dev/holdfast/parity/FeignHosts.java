/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.parity;

import dev.holdfast.feign.HoldfastFeignClient;
import dev.holdfast.http.Session;
import feign.AsyncFeign;
import feign.Feign;
import feign.FeignException;
import feign.HeaderMap;
import feign.RequestLine;
import feign.RetryableException;
import feign.Retryer;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Clients of OpenFeign. */
final class FeignHosts {

  private FeignHosts() {}

  interface Service {
    @RequestLine("GET")
    String get(URI url, @HeaderMap Map<String, Object> headers);

    @RequestLine("POST")
    String post(URI url, @HeaderMap Map<String, Object> headers, String body);
  }

  interface Later {
    @RequestLine("GET")
    CompletableFuture<String> get(URI url, @HeaderMap Map<String, Object> headers);

    @RequestLine("POST")
    CompletableFuture<String> post(URI url, @HeaderMap Map<String, Object> headers, String body);
  }

  private static Map<String, Object> headers(Exchange exchange) {
    return exchange.key().isPresent() ? Map.of("Idempotency-Key", exchange.key().get()) : Map.of();
  }

  static String feign(Session session, Exchange exchange) {
    Service service = Feign.builder()
        .client(HoldfastFeignClient.of(session))
        .retryer(Retryer.NEVER_RETRY)
        .target(Service.class, "http://base.example.com");
    URI url = URI.create(exchange.url());
    try {
      return "200 "
          + (exchange.body().isEmpty()
              ? service.get(url, headers(exchange))
              : service.post(url, headers(exchange), exchange.body().get()));
    } catch (FeignException e) {
      return text(e);
    }
  }

  /** The status and body of an answer; a failure without a status is thrown. */
  private static String text(FeignException failure) {
    // Feign throws another exception, without a body, for a status with Retry-After.
    return failure instanceof RetryableException && failure.getCause() instanceof FeignException e
        ? text(e)
        : answer(failure);
  }

  private static String answer(FeignException failure) {
    if (failure.status() < 400) {
      throw failure;
    }
    return failure.status() + " " + failure.contentUTF8();
  }

  static String async(Session session, Exchange exchange) throws Exception {
    Later service = AsyncFeign.builder()
        .client(HoldfastFeignClient.of(session))
        .retryer(Retryer.NEVER_RETRY)
        .target(Later.class, "http://base.example.com");
    URI url = URI.create(exchange.url());
    try {
      return "200 "
          + (exchange.body().isEmpty()
                  ? service.get(url, headers(exchange))
                  : service.post(url, headers(exchange), exchange.body().get()))
              .get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FeignException answered) {
        return text(answered);
      }
      throw e;
    }
  }
}
