/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.rate.RateLimit;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retrier.RetryCondition;
import dev.holdfast.retrier.Retryable;
import dev.holdfast.retry.Backoff;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.FaultServerExtension;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FaultServerExtension.class)
class MigrationSamplesTest {

  private int tries;

  private String load() throws IOException {
    tries++;
    if (tries < 2) {
      throw new IOException("cut");
    }
    return "12 left";
  }

  private static CompletableFuture<String> loadLater() {
    return CompletableFuture.completedFuture("12 left");
  }

  private static String cached() {
    return "some left";
  }

  @Test
  void resilience4j() throws IOException {
    // sample: resilience4j
    Retrier retrier = Retrier.builder() // RetryConfig.custom()
        .total(2) // maxAttempts(3): theirs counts the first attempt
        .backoff(Backoff.exponential(Duration.ofMillis(500))) // intervalFunction(…), jittered
        .retryOn(RetryCondition.onException(IOException.class)) // retryExceptions(…)
        .attemptTimeout(Duration.ofSeconds(2)) // TimeLimiter inside the retry
        .deadline(Duration.ofSeconds(10)) // TimeLimiter around the retry
        .safeguards(Safeguards.builder()
            .named("inventory") // the name of the instance
            .breaker(BreakerPolicy.defaults()) // CircuitBreakerConfig
            .rate(RateLimit.of(50, Duration.ofSeconds(1))) // RateLimiterConfig
            .concurrency(ConcurrencyLimit.fixed(25)) // BulkheadConfig
            .build())
        .build();

    String stock = retrier.call(this::load); // Decorators.ofCallable(…).decorate().call()
    String known = retrier.callOrElse(this::load, failure -> cached()); // withFallback(…)
    CompletableFuture<String> later =
        retrier.callAsync(() -> loadLater()); // ofCompletionStage(…), withThreadPoolBulkhead(…)
    // end
    assertThat(stock).isEqualTo(known).isEqualTo(later.join());
  }

  @Test
  void failsafe() throws IOException {
    // sample: failsafe
    Retrier retrier = Retrier.builder() // RetryPolicy.builder()
        .total(2) // withMaxRetries(2): both count retries
        .backoff(Backoff.exponential(Duration.ofMillis(200)) // withBackoff(200, 5_000, MILLIS)
            .max(Duration.ofSeconds(5))) // withJitter(…): on by default
        .retryOn(RetryCondition.onException(IOException.class) // handle(IOException.class)
            .orResult("busy"::equals) // handleResult("busy")
            .abortIf(failure -> failure.getCause() != null)) // abortIf(…), abortOn(…)
        .deadline(Duration.ofSeconds(10)) // withMaxDuration(…), or a Timeout around the policy
        .attemptTimeout(Duration.ofSeconds(2)) // a Timeout within it, .withInterrupt()
        .safeguards(
            Safeguards.builder().breaker(BreakerPolicy.defaults()).build()) // CircuitBreaker
        .build();

    String stock = retrier.call(this::load); // Failsafe.with(retryPolicy, breaker).get(…)
    String known = retrier.callOrElse(this::load, failure -> cached()); // Fallback.of(…)
    CompletableFuture<String> later = retrier.callAsync(() -> loadLater()); // getStageAsync(…)
    // end
    assertThat(stock).isEqualTo(known).isEqualTo(later.join());
  }

  // sample: springInterface
  interface Inventory {
    @Retryable(total = 2, backoffMillis = 200, on = IOException.class) // @Retryable, @Backoff
    String stock() throws IOException;
  }

  // end

  @Test
  void springRetry() throws IOException {
    Inventory remote = this::load;
    // sample: spring
    Retrier retrier = Retrier.builder() // RetryTemplate.builder()
        .total(2) // maxAttempts(3): Spring Retry counts the first; maxRetries(2) of Spring 7
        .backoff(Backoff.exponential(Duration.ofSeconds(1))) // exponentialBackoff(…), random
        .retryOn(RetryCondition.onException(IOException.class)) // retryOn(…), retryFor
        .deadline(Duration.ofSeconds(20)) // TimeoutRetryPolicy, which does not end an attempt
        .build();

    String stock = retrier.call(this::load); // template.execute(context -> load())
    String known = retrier.callOrElse(this::load, failure -> cached()); // RecoveryCallback
    Inventory inventory = retrier.proxy(Inventory.class, remote); // @EnableRetry makes it a bean
    // end
    assertThat(stock).isEqualTo(known).isEqualTo(inventory.stock());
  }

  @Test
  void interceptors(FaultServer server) {
    server.enqueue(Step.respond(503), Step.respond(200).body("tea"));
    String url = server.url("/");
    // sample: interceptors
    Session session = Session.builder()
        .retry(Retry.builder() // for (int i = 0; i < 3; i++) { chain.proceed(request) … }
            .total(3)
            .backoff(Backoff.exponential(Duration.ofMillis(200))) // Thread.sleep(200L << i)
            .statuses(429, 500, 502, 503, 504) // if (!response.isSuccessful())
            .build())
        .hooks(hooks -> hooks.beforeAttempt(
            attempt -> attempt.header("X-Attempt", "" + attempt.number()))) // newBuilder().header
        .observer(attempt -> System.out.println(attempt)) // HttpLoggingInterceptor
        .build();
    // end
    try (session) {
      Response response = session.request(Request.get(url));
      assertThat(response.text()).isEqualTo("tea");
      assertThat(server.requests().get(1).header("X-Attempt")).contains("2");
    }
  }
}
