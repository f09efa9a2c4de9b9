/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdfast.time.FakeTime;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetryProxyTest {

  /** The interface that the tests call through a proxy. */
  public interface Store {
    String load(String id) throws IOException;

    @Retryable(total = 0)
    void save(String id) throws IOException;

    @Retryable(total = 2, backoffMillis = 3_000, deadlineMillis = 60_000)
    String slow() throws IOException;

    @Retryable(on = IOException.class, abortOn = FileNotFoundException.class)
    String picky() throws Exception;

    CompletableFuture<String> loadLater(String id);
  }

  /** Retried by the annotation on its type. */
  @Retryable(total = 1)
  public interface Typed {
    String load() throws IOException;
  }

  private final FakeTime time = new FakeTime();
  private final Retrier retrier = Retrier.builder()
      .time(time)
      .random(new java.util.Random(1))
      .executor(Runnable::run)
      .build();
  private Exception failure = new IOException("down");
  private int failures;
  private int calls;

  private final Store store = retrier.proxy(Store.class, new Store() {
    @Override
    public String load(String id) throws IOException {
      failOrGoOn(IOException.class);
      return "loaded " + id;
    }

    @Override
    public void save(String id) throws IOException {
      failOrGoOn(IOException.class);
    }

    @Override
    public String slow() throws IOException {
      failOrGoOn(IOException.class);
      return "slow";
    }

    @Override
    public String picky() throws Exception {
      failOrGoOn(Exception.class);
      return "picky";
    }

    @Override
    public CompletableFuture<String> loadLater(String id) {
      calls++;
      return calls <= failures
          ? CompletableFuture.failedFuture(failure)
          : CompletableFuture.completedFuture("later " + id);
    }

    @Override
    public String toString() {
      return "the store";
    }
  });

  private <X extends Exception> void failOrGoOn(Class<X> type) throws X {
    calls++;
    if (calls <= failures) {
      throw type.cast(failure);
    }
  }

  @Test
  void methodsAreRetriedAsTheRetrierSays() throws Exception {
    failures = 2;

    assertThat(store.load("7")).isEqualTo("loaded 7");
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void theTargetsOwnExceptionComesOut() {
    failures = 99;

    assertThat(catchThrowable(() -> store.load("7"))).isSameAs(failure);
  }

  @Test
  void anAnnotationTurnsRetriesOff() {
    failures = 99;

    assertThat(catchThrowable(() -> store.save("7"))).isNotNull();

    assertThat(calls).isEqualTo(1);
  }

  @Test
  void anAnnotationSetsTheNumberAndTheWaits() throws Exception {
    failures = 2;

    store.slow();

    assertThat(time.sleeps()).hasSize(2);
    assertThat(time.sleeps().get(1)).isBetween(1L, 3_000_000_000L);
  }

  @Test
  void anAnnotationNamesTheExceptions() {
    failures = 99;
    failure = new IllegalStateException("not one of them");
    assertThat(catchThrowable(store::picky)).isNotNull();
    assertThat(calls).isEqualTo(1);

    failure = new FileNotFoundException("one to abort on");
    assertThat(catchThrowable(store::picky)).isNotNull();
    assertThat(calls).isEqualTo(2);

    failure = new IOException("one of them");
    assertThat(catchThrowable(store::picky)).isNotNull();
    assertThat(calls).isEqualTo(8);
  }

  @Test
  void methodsThatGiveAStageAreRetriedWithoutBlocking() {
    failures = 2;

    assertThat(store.loadLater("7")).isCompletedWithValue("later 7");
    assertThat(calls).isEqualTo(3);
  }

  @Test
  void anAnnotationOnTheTypeHoldsForItsMethods() {
    Typed typed = retrier.proxy(Typed.class, () -> {
      calls++;
      throw new IOException("down");
    });

    assertThat(catchThrowable(typed::load)).isNotNull();

    assertThat(calls).isEqualTo(2);
  }

  @Test
  void aProxyIsEqualToItselfAndNamedAfterItsTarget() {
    Set<Store> stores = new HashSet<>(List.of(store));

    assertThat(stores).contains(store);
    assertThat(store).hasToString("the store");
    assertThat(store.equals(retrier.proxy(Store.class, store))).isFalse();
  }

  @Test
  void aClassIsRefused() {
    assertThatThrownBy(() -> retrier.proxy(String.class, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("type: java.lang.String (expected: an interface)");
  }

  /** Retried by the annotation on the proxied type. */
  @Retryable(total = 0)
  public interface Derived extends Typed, Store {}

  @Test
  void anAnnotationOnTheTypeHoldsForMethodsThatItInheritsUnlessTheyHaveTheirOwn() {
    Derived derived = (Derived) java.lang.reflect.Proxy.newProxyInstance(
        Derived.class.getClassLoader(),
        new Class<?>[] {Derived.class},
        (self, method, arguments) -> {
          calls++;
          throw new IOException("down");
        });
    Derived proxy = retrier.proxy(Derived.class, derived);

    assertThat(catchThrowable(proxy::load)).isNotNull();
    assertThat(calls).isEqualTo(1);
    assertThat(catchThrowable(() -> proxy.load("7"))).isNotNull();
    assertThat(calls).isEqualTo(2);
    assertThat(catchThrowable(proxy::slow)).isNotNull();
    assertThat(calls).isEqualTo(5);
  }
}
