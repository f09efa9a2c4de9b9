/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.latency.Hedge;
import dev.holdfast.retrier.Action;
import dev.holdfast.retrier.AttemptRecord;
import dev.holdfast.retrier.CancelToken;
import dev.holdfast.retrier.GaveUpException;
import dev.holdfast.retrier.Retrier;
import dev.holdfast.retrier.RetryCondition;
import dev.holdfast.retrier.RetryListener;
import dev.holdfast.retrier.Retryable;
import dev.holdfast.retrier.TryAgain;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Stop;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RetrierSamplesTest {

  /** Fails as often as told, then answers. */
  private static final class Database {
    private int failures;

    Database(int failures) {
      this.failures = failures;
    }

    String load(String id) throws IOException {
      if (failures-- > 0) {
        throw new FileSystemException(id, null, "locked by another process");
      }
      return "row " + id;
    }

    Optional<String> find(String id) {
      return failures-- > 0 ? Optional.empty() : Optional.of("row " + id);
    }

    CompletionStage<String> loadAsync(String id) {
      return failures-- > 0
          ? CompletableFuture.failedFuture(new IOException("down"))
          : CompletableFuture.completedFuture("row " + id);
    }
  }

  private final String id = "7";
  private final Retrier quick = Retrier.create().withoutWaiting();

  @Test
  void retriesABlockOfCode() throws IOException {
    Database database = new Database(1); // the first retry comes at once
    // sample: call
    Retrier retrier = Retrier.create(); // 5 retries, 0 to 4 s apart, 120 s in all
    String row = retrier.call(() -> database.load(id)); // throws IOException, as load does
    // end
    assertThat(row).isEqualTo("row 7");
  }

  @Test
  void isBuiltFromParts() throws IOException {
    Database database = new Database(2);
    // sample: build
    Retrier retrier = Retrier.builder()
        .total(8)
        .backoff(Backoff.exponential(Duration.ofMillis(50)).max(Duration.ofSeconds(5)))
        .deadline(Duration.ofSeconds(20))
        .stop(Stop.afterElapsed(Duration.ofSeconds(15)))
        .retryOn(RetryCondition.onException(IOException.class)
            .orMessage(Pattern.compile("locked|deadlock"))
            .abortOn(java.io.FileNotFoundException.class))
        .build();
    // end
    assertThat(retrier.withoutWaiting().call(() -> database.load(id))).isEqualTo("row 7");
  }

  @Test
  void stopsForWhatComesFirst() throws IOException {
    Database database = new Database(2);
    // sample: stop
    Retrier retrier = Retrier.builder()
        .withoutTotal()
        .stop(Stop.any(Stop.afterAttempts(20), Stop.beforeDelay(Duration.ofSeconds(30))))
        .build();
    // end
    assertThat(retrier.withoutWaiting().call(() -> database.load(id))).isEqualTo("row 7");
  }

  @Test
  void retriesResultsToo() {
    Database database = new Database(2);
    // sample: result
    Retrier untilThere = Retrier.builder()
        .retryOn(RetryCondition.onResult(Optional.empty()::equals))
        .build();
    // end
    assertThat(untilThere.withoutWaiting().get(() -> database.find(id))).contains("row 7");
  }

  @Test
  void letsTheCodeAskForAnotherAttempt() {
    int[] asked = {0};
    // sample: again
    String state = quick.get(() -> {
      String answer = asked[0]++ == 0 ? "pending" : "done";
      if (answer.equals("pending")) {
        throw TryAgain.because("the job is pending").after(Duration.ofSeconds(2));
      }
      return answer;
    });
    // end
    assertThat(state).isEqualTo("done");
  }

  @Test
  void wrapsFunctions() throws IOException {
    Database database = new Database(1);
    // sample: wrap
    Action<String, IOException> load = quick.wrap(() -> database.load(id));
    Function<String, Integer> length = quick.wrap(String::length);
    String orDefault = quick.callOrElse(() -> database.load(id), failure -> "none");
    // end
    assertThat(load.call()).isEqualTo("row 7");
    assertThat(length.apply("row 7")).isEqualTo(5);
    assertThat(orDefault).isEqualTo("row 7");
  }

  // sample: interface
  interface Store {
    @Retryable(total = 2, backoffMillis = 100, on = IOException.class)
    String load(String id) throws IOException;

    @Retryable(total = 0)
    void delete(String id);

    CompletionStage<String> loadAsync(String id); // as the retrier, without a thread
  }

  // end

  @Test
  void standsInForAnInterface() throws IOException {
    Database database = new Database(1);
    Store plain = new Store() {
      @Override
      public String load(String key) throws IOException {
        return database.load(key);
      }

      @Override
      public void delete(String key) {}

      @Override
      public CompletionStage<String> loadAsync(String key) {
        return database.loadAsync(key);
      }
    };
    // sample: proxy
    Store store = quick.proxy(Store.class, plain);
    String row = store.load("7");
    // end
    assertThat(row).isEqualTo("row 7");
  }

  @Test
  void holdsNoThreadWhileItWaits() {
    Database database = new Database(2);
    // sample: async
    CompletableFuture<String> row = quick.callAsync(() -> database.loadAsync(id));
    // end
    assertThat(row).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("row 7");
  }

  @Test
  void throwsWhatTheLastAttemptThrew() {
    Database database = new Database(99);
    // sample: failure
    try {
      quick.call(() -> database.load(id));
    } catch (IOException e) { // the sixth attempt's own exception
      List<AttemptRecord> attempts = Retrier.attempts(e); // also in its stack trace
      assertThat(attempts).hasSize(6);
    }
    // end
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> quick.call(() -> database.load(id)))
        .satisfies(e -> assertThat(Retrier.attempts(e)).hasSize(6));
  }

  @Test
  void canBeCancelled() {
    Database database = new Database(99);
    // sample: cancel
    CancelToken shutdown = CancelToken.create();
    Retrier retrier = Retrier.builder().cancelledBy(shutdown).build();
    // end
    shutdown.cancel();
    GaveUpException e =
        catchThrowableOfType(GaveUpException.class, () -> retrier.call(() -> database.load(id)));
    assertThat(e).hasMessageContaining("cancelled");
  }

  @Test
  void tellsListenersAndCounts() throws IOException {
    Database database = new Database(1);
    List<String> lines = new ArrayList<>();
    // sample: listener
    Retrier retrier = Retrier.builder()
        .listener(new RetryListener() {
          @Override
          public void beforeWait(AttemptRecord attempt, Duration delay) {
            lines.add(attempt.number() + ": " + attempt.reason());
          }
        })
        .build();
    retrier.call(() -> database.load(id));
    Retrier.Statistics statistics = retrier.statistics(); // 1 good after a retry
    // end
    assertThat(lines).hasSize(1);
    assertThat(statistics.succeededAfterRetry()).isEqualTo(1);
  }

  // sample: test
  @Test
  void waitsBetweenAttempts() throws IOException {
    VirtualTime time = VirtualTime.create();
    Retrier retrier = Retrier.builder()
        .backoff(Backoff.list(Duration.ofSeconds(1), Duration.ofSeconds(5)))
        .time(time)
        .build();
    Database database = new Database(2);

    assertThat(retrier.call(() -> database.load("7"))).isEqualTo("row 7");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(5));
  }
  // end

  @Test
  void secondAttempts() throws Exception {
    Database database = new Database(0);
    // sample: hedge
    Safeguards rules = Safeguards.builder().hedge(Hedge.atPercentile(0.95)).build();
    Retrier retrier = Retrier.builder().safeguards(rules).build();
    String row = retrier.call(() -> database.load(id)); // again on another thread if this is slow
    // end

    assertThat(row).isEqualTo("row 7");
    assertThat(retrier.origin().orElseThrow().describe()).contains("hedge after p95");
  }

  static String hedged() throws Exception {
    VirtualTime time = VirtualTime.create();
    List<String> lines = new ArrayList<>();
    CountDownLatch never = new CountDownLatch(1);
    Safeguards rules =
        Safeguards.builder().hedge(Hedge.after(Duration.ofMillis(50))).build();
    Retrier retrier = Retrier.builder()
        .safeguards(rules)
        .time(time)
        .listener(new RetryListener() {
          @Override
          public void succeeded(List<AttemptRecord> attempts) {
            attempts.forEach(attempt -> lines.add(attempt.toString()));
          }
        })
        .build();
    AtomicInteger begun = new AtomicInteger();
    retrier.call(() -> {
      if (begun.incrementAndGet() == 1) {
        time.advance(Duration.ofMillis(50));
        never.await();
      }
      time.advance(Duration.ofMillis(8));
      return "row 7";
    });
    return String.join("\n", lines) + "\n";
  }

  static String timeline() {
    VirtualTime time = VirtualTime.create();
    Retrier retrier = Retrier.builder()
        .total(2)
        .backoff(Backoff.list(Duration.ofSeconds(1), Duration.ofSeconds(5)))
        .time(time)
        .build();
    Exception failure = catchThrowableOfType(
        FileSystemException.class,
        () -> retrier.call(() -> {
          time.advance(Duration.ofMillis(40));
          return new Database(1).load("7");
        }));
    StringBuilder text = new StringBuilder();
    Retrier.attempts(failure).forEach(attempt -> text.append(attempt).append('\n'));
    return text.toString();
  }
}
