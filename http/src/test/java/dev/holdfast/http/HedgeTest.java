/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.budget.Budget;
import dev.holdfast.engine.origin.OriginPolicies;
import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.http.HeldTransport.Held;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.listen.HedgeOutcome;
import dev.holdfast.http.message.Body;
import dev.holdfast.http.transport.ConnectionChoice;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.latency.Hedge;
import dev.holdfast.latency.ObservedTimeout;
import dev.holdfast.limit.ConcurrencyLimit;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A second request beside one that takes long, over a transport in the test's hand. */
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class HedgeTest {

  private static final String URL = "http://api.example.com/orders";
  private static final Duration DELAY = Duration.ofMillis(50);

  private final VirtualTime time = VirtualTime.create();
  private final WatchedTime watched = new WatchedTime(time);
  private final HeldTransport transport = new HeldTransport();
  private final ExecutorService caller = Executors.newSingleThreadExecutor();
  private final Mode mode;

  HedgeTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void end() {
    caller.shutdownNow();
  }

  private SessionBuilder builder(Safeguards.Builder rules) {
    return Session.builder()
        .asyncTransport(transport)
        .time(watched)
        .retry(MockedSession.exact().total(1).build())
        .safeguards(rules.hedge(Hedge.after(DELAY)).build());
  }

  private Session session() {
    return builder(Safeguards.builder()).build();
  }

  private CompletableFuture<Response> call(Session session, Request request) {
    return CompletableFuture.supplyAsync(() -> mode.request(session, request), caller);
  }

  /** The hedge comes soon after its time: the pair may still be setting its timer. */
  private Held hedge() throws InterruptedException {
    hedgeIsDue();
    return transport.next();
  }

  private void hedgeIsDue() throws InterruptedException {
    watched.awaitTimer(DELAY);
    time.advance(DELAY);
  }

  @Test
  void theSecondWinsTheFirstIsCancelledAndTheTimelineSaysSo() throws Exception {
    CompletableFuture<Response> call = call(session(), Request.get(URL));
    Held first = transport.next();
    hedge().answer(200);

    Response response = call.get(30, TimeUnit.SECONDS);

    first.awaitCancelled();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("body");
    assertThat(response.attempts()).hasSize(1);
    assertThat(response.explain()).contains("note: hedge of attempt 1 after 50 ms: won");
  }

  @Test
  void listenersAreToldHowTheSecondEnded() throws Exception {
    List<HedgeOutcome> told = new CopyOnWriteArrayList<>();
    Session session = builder(Safeguards.builder())
        .listener(call -> new CallScope() {
          @Override
          public void hedged(HedgeOutcome outcome) {
            told.add(outcome);
          }
        })
        .build();

    CompletableFuture<Response> won = call(session, Request.get(URL));
    transport.next();
    hedge().answer(200);
    won.get(30, TimeUnit.SECONDS);
    CompletableFuture<Response> cancelled = call(session, Request.get(URL));
    Held first = transport.next();
    hedge();
    first.answer(200);
    cancelled.get(30, TimeUnit.SECONDS);

    assertThat(told).containsExactly(HedgeOutcome.WON, HedgeOutcome.CANCELLED);
  }

  @Test
  void hooksChangeBothAndCanTellThemApart() throws Exception {
    Session session = builder(Safeguards.builder())
        .hooks(h -> h.beforeAttempt(a -> a.header("X-Sent", a.number() + " " + a.hedge())))
        .build();
    CompletableFuture<Response> call = call(session, Request.get(URL));
    Held first = transport.next();
    Held second = hedge();
    second.answer(200);
    call.get(30, TimeUnit.SECONDS);

    assertThat(first.request.headers().first("X-Sent")).hasValue("1 false");
    assertThat(second.request.headers().first("X-Sent")).hasValue("1 true");
  }

  @Test
  void theSecondAvoidsTheAddressOfTheFirst() throws Exception {
    CompletableFuture<Response> call = call(session(), Request.get(URL));
    Held first = transport.next();
    first.listener.connected(true, "192.0.2.1:80");
    Held second = hedge();
    second.answer(200);
    call.get(30, TimeUnit.SECONDS);

    assertThat(first.request.choice()).isEqualTo(ConnectionChoice.any());
    assertThat(second.request.choice()).isEqualTo(new ConnectionChoice(false, "192.0.2.1:80"));
  }

  @Test
  void theSecondMayTakeAnyAddressIfTheFirstHasNoneYet() throws Exception {
    CompletableFuture<Response> call = call(session(), Request.get(URL));
    transport.next();
    Held second = hedge();
    second.answer(200);
    call.get(30, TimeUnit.SECONDS);

    assertThat(second.request.choice()).isEqualTo(ConnectionChoice.any());
  }

  @Test
  void theFirstWinsAndTheSecondIsCancelled() throws Exception {
    CompletableFuture<Response> call = call(session(), Request.get(URL));
    Held first = transport.next();
    Held second = hedge();
    first.answer(404);

    Response response = call.get(30, TimeUnit.SECONDS);

    second.awaitCancelled();
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.explain()).contains("note: hedge of attempt 1 after 50 ms: cancelled");
  }

  @Test
  void anAnswerThatMayPassDoesNotWin() throws Exception {
    CompletableFuture<Response> call = call(session(), Request.get(URL));
    Held first = transport.next();
    hedge().answer(503);
    first.answer(200);

    Response response = call.get(30, TimeUnit.SECONDS);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.explain()).contains("hedge of attempt 1 after 50 ms: ");
  }

  @Test
  void ifBothFailTheCallIsRetriedAsAfterOneAttempt() throws Exception {
    CompletableFuture<Response> call = call(session(), Request.get(URL));
    Held first = transport.next();
    Held second = hedge();
    first.fail(TransportException.of(FailureKind.READ_TIMEOUT, Sent.MAYBE, "late", null));
    second.answer(503);
    transport.next().answer(200);

    assertThat(call.get(30, TimeUnit.SECONDS).attempts()).hasSize(2);
  }

  @Test
  void aConflictWithTheFirstIsNoAnswerToTheCall() throws Exception {
    Request order = Request.post(URL).body("order").idempotencyKey(IdempotencyKey.auto());
    CompletableFuture<Response> call = call(session(), order);
    Held first = transport.next();
    hedge().answer(409);
    first.answer(201);

    assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
  }

  @Test
  @Tag("I4")
  void aPostWithoutAKeyIsNeverHedged() throws Exception {
    CompletableFuture<Response> call = session().sendAsync(Request.post(URL).body("order"));
    Held first = transport.next();
    time.advance(Duration.ofSeconds(5));

    assertThat(transport.idle()).isTrue();
    first.answer(201);
    assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
  }

  @Test
  void aBodyThatCanBeSentOnceIsNeverHedged() throws Exception {
    Request upload = Request.post(URL)
        .body(Body.once(new ByteArrayInputStream(new byte[3]), 3))
        .idempotencyKey(IdempotencyKey.auto());
    CompletableFuture<Response> call = session().sendAsync(upload);
    Held first = transport.next();
    time.advance(Duration.ofSeconds(5));

    assertThat(transport.idle()).isTrue();
    first.answer(201);
    assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(201);
  }

  @Test
  @Tag("I7")
  void anEmptyBudgetAllowsNone() throws Exception {
    CountDownLatch unused = new CountDownLatch(1);
    Session session =
        builder(Safeguards.builder().guard(name -> new Watch(unused))).build();
    Budget account = ((OriginPolicies) session.origin(URL)).pipeline().hedgeBudget();
    while (account.left().orElse(0) > 1) {
      account.tryAcquire();
    }
    CompletableFuture<Response> one = call(session, Request.get(URL));
    transport.next();
    hedge().answer(200);
    one.get(30, TimeUnit.SECONDS);
    CompletableFuture<Response> two = call(session, Request.get(URL));
    Held alone = transport.next();
    hedgeIsDue();
    assertThat(unused.await(30, TimeUnit.SECONDS)).isTrue();
    alone.answer(200);

    assertThat(two.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    assertThat(transport.idle()).isTrue();
  }

  /** Lets everything pass, and says when an attempt that had passed was not made. */
  private record Watch(CountDownLatch unused) implements Guard {
    @Override
    public Admission admit() {
      return Admission.Granted.at((ending, elapsed) -> {
        if (ending == Ending.UNUSED) {
          unused.countDown();
        }
      });
    }

    @Override
    public String describe() {
      return "watch";
    }
  }

  @Test
  @Tag("I10")
  void theDeadlineEndsBothAndGivesTheirPlacesBack() throws Exception {
    Session session =
        builder(Safeguards.builder().concurrency(ConcurrencyLimit.fixed(2))).build();
    CompletableFuture<Response> call =
        call(session, Request.get(URL).deadline(Duration.ofSeconds(1)));
    Held first = transport.next();
    Held second = hedge();
    time.advance(Duration.ofSeconds(1));

    Throwable thrown = catchThrowableOfType(
            ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS))
        .getCause();

    first.awaitCancelled();
    second.awaitCancelled();
    assertThat(thrown).isInstanceOf(DeadlineExceededException.class);
    assertThat(session.origin(URL).snapshot().concurrency().orElseThrow().inFlight())
        .isZero();
  }

  @Test
  void aStreamedAnswerMayBeHedgedUntilItsHead() throws Exception {
    CompletableFuture<PublishedResponse> call = session().streamAsync(Request.get(URL));
    Held first = transport.next();
    hedge().answer(200);

    assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    first.awaitCancelled();
  }

  @Test
  void aThreadThatStreamsMayBeHedgedUntilTheHead() throws Exception {
    Session session = session();
    CompletableFuture<StreamedResponse> call =
        CompletableFuture.supplyAsync(() -> session.stream(Request.get(URL)), caller);
    Held first = transport.next();
    hedge().answer(200);

    try (StreamedResponse response = call.get(30, TimeUnit.SECONDS)) {
      first.awaitCancelled();
      assertThat(response.body()).hasContent("body");
      assertThat(response.explain()).contains("hedge of attempt 1 after 50 ms: won");
    }
  }

  @Test
  void cancellingTheFutureEndsBoth() throws Exception {
    CompletableFuture<Response> call = session().sendAsync(Request.get(URL));
    Held first = transport.next();
    Held second = hedge();
    call.cancel(true);

    first.awaitCancelled();
    second.awaitCancelled();
  }

  @Test
  void anInterruptEndsBoth() throws Exception {
    Session session = session();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        session.get(URL);
      } catch (CancelledException e) {
        thrown.complete(Thread.currentThread().isInterrupted() ? e : null);
      }
    });
    thread.start();
    Held first = transport.next();
    Held second = hedge();
    thread.interrupt();

    assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(CancelledException.class);
    first.awaitCancelled();
    second.awaitCancelled();
  }

  @Test
  void closingTheSessionEndsBoth() throws Exception {
    Session session = session();
    CompletableFuture<Response> call = call(session, Request.get(URL));
    Held first = transport.next();
    Held second = hedge();
    session.close();

    first.awaitCancelled();
    second.awaitCancelled();
    assertThat(catchThrowableOfType(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS)))
        .hasCauseInstanceOf(CancelledException.class);
  }

  @Test
  void describesWhatIsOn() {
    Session session = builder(Safeguards.builder()
            .attemptTimeout(ObservedTimeout.within(Duration.ofMillis(100), Duration.ofSeconds(5))))
        .build();

    assertThat(session.describe(URL))
        .contains(
            "latency observed over 0 attempts",
            "hedge after 50 ms\n",
            "attempt timeout p99 × 2, between 100 ms and 5 s: now 5 s");
  }
}
