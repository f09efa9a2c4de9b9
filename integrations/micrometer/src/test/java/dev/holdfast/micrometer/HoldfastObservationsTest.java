/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.latency.Hedge;
import dev.holdfast.parity.CallCost;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import dev.holdfast.testkit.VirtualTime;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldfastObservationsTest {

  private static final Request GET = Request.get("http://api.example.com/orders/7?key=secret")
      .attribute(AttributeKey.URL_TEMPLATE, "/orders/{id}");

  private final MockTransport mock = MockTransport.create();
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final Session session = HoldfastObservations.of(registry)
      .install(Session.builder().transport(mock).time(VirtualTime.create()).random(() -> 0))
      .build();

  @AfterEach
  void close() {
    session.close();
  }

  /** Sets a header at the start, as tracing handlers do. */
  private final class Recorded implements ObservationHandler<Observation.Context> {

    @Override
    @SuppressWarnings("unchecked")
    public void onStart(Observation.Context context) {
      if (context instanceof SenderContext<?> sender && sender.getCarrier() != null) {
        SenderContext<Object> to = (SenderContext<Object>) sender;
        String number =
            to.getHighCardinalityKeyValue("http.request.resend_count").getValue();
        to.getSetter().set(to.getCarrier(), "traceparent", "of " + number);
      }
    }

    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {
      events.add(context.getName() + " " + event.getName());
    }

    @Override
    public void onStop(Observation.Context context) {
      stopped.add(context);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }

  @Test
  void aCallAndItsAttemptsAreObservationsBelowTheCallers() {
    registry.observationConfig().observationHandler(new Recorded());
    mock.respond(503, Headers.empty().plus("Retry-After", "3"), "").respond(200);

    Observation.createNotStarted("order", registry).observe(() -> {
      session.request(GET);
    });

    assertThat(stopped.stream().map(Observation.Context::getName))
        .containsExactly(
            "holdfast.http.attempt", "holdfast.http.attempt", "holdfast.http.call", "order");
    Observation.Context call = stopped.get(2);
    assertThat(call.getParentObservation().getContextView()).isSameAs(stopped.get(3));
    assertThat(stopped.get(0).getParentObservation().getContextView()).isSameAs(call);
    assertThat(low(call))
        .containsExactly(
            "attempts=2", "client.name=none", "method=GET", "outcome=SUCCESS", "uri=/orders/{id}");
    assertThat(low(stopped.get(0)))
        .containsExactly(
            "category=none",
            "client.name=none",
            "decision=retry",
            "method=GET",
            "status=503",
            "uri=/orders/{id}");
    assertThat(call.getHighCardinalityKeyValue("http.url").getValue()).doesNotContain("secret");
    assertThat(events).containsExactly("holdfast.http.attempt holdfast.wait");
  }

  private static List<String> low(Observation.Context context) {
    return context.getLowCardinalityKeyValues().stream()
        .map(pair -> pair.getKey() + "=" + pair.getValue())
        .sorted()
        .toList();
  }

  @Test
  void everyAttemptCarriesItsOwnContext() {
    registry.observationConfig().observationHandler(new Recorded());
    mock.respond(503).respond(200);

    session.request(GET);

    assertThat(mock.requests().stream()
            .map(request -> request.headers().first("traceparent").orElse("none")))
        .containsExactly("of 0", "of 1");
  }

  @Test
  void aHedgeIsAnObservationWithAContextOfItsOwn() {
    registry.observationConfig().observationHandler(new Recorded());
    Safeguards hedging =
        Safeguards.builder().hedge(Hedge.after(Duration.ofMillis(20))).build();
    Step onlyToTheHedge = Step.choose(request ->
        request.header("traceparent").orElse("").equals("of 1") ? Step.respond(200) : Step.stall());
    try (FaultServer server = FaultServer.start(Step.always(onlyToTheHedge));
        Session real = HoldfastObservations.of(registry)
            .install(Session.builder().safeguards(hedging))
            .build()) {
      real.get(server.url("/"));

      assertThat(server.requests().stream()
              .map(request -> request.header("traceparent").orElseThrow()))
          .contains("of 1") // the first one may have been cancelled before it arrived
          .doesNotHaveDuplicates();
    }
    assertThat(stopped.stream().map(Observation.Context::getName))
        .containsExactly("holdfast.http.hedge", "holdfast.http.attempt", "holdfast.http.call");
    assertThat(low(stopped.get(0)))
        .containsExactly("client.name=none", "method=GET", "outcome=won", "uri=none");
    assertThat(stopped.get(0).getParentObservation().getContextView()).isSameAs(stopped.get(2));
  }

  @Test
  void theCallersObservationIsCurrentInCallbacksOfAnAsynchronousCall() throws Exception {
    registry.observationConfig().observationHandler(new Recorded());
    List<String> current = new ArrayList<>();
    mock.respond(200);
    Observation caller = Observation.start("order", registry);

    try (Observation.Scope scope = caller.openScope()) {
      assertThat(scope).isNotNull();
      session
          .sendAsync(GET)
          .thenAccept(response ->
              current.add(registry.getCurrentObservation() == caller ? "the caller's" : "another"))
          .get(10, TimeUnit.SECONDS);
    }

    assertThat(current).containsExactly("the caller's");
  }

  @Test
  void aHandlerThatFailsChangesNothing() {
    registry.observationConfig().observationHandler(new ObservationHandler<>() {
      @Override
      public void onStart(Observation.Context context) {
        throw new IllegalStateException("no observations today");
      }

      @Override
      public void onStop(Observation.Context context) {
        throw new IllegalStateException("no observations today");
      }

      @Override
      public boolean supportsContext(Observation.Context context) {
        return true;
      }
    });
    mock.respond(503).respond(200);

    assertThat(session.request(GET).attempts()).hasSize(2);
  }

  @Test
  void aCallAllocatesLittleForItsObservations() {
    ObservationRegistry on = ObservationRegistry.create();
    on.observationConfig().observationHandler(context -> true);

    assertThat(CallCost.bytes(HoldfastObservations.of(ObservationRegistry.NOOP)::install))
        .isLessThanOrEqualTo(850);
    assertThat(CallCost.bytes(HoldfastObservations.of(on)::install)).isLessThanOrEqualTo(6_500);
  }
}
