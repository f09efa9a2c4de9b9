/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.breaker.BreakerPolicy;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.parity.CallCost;
import dev.holdfast.safeguard.Safeguards;
import dev.holdfast.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldfastRecorderTest {

  private static final Request GET = Request.get("http://api.example.com/orders/7?key=secret")
      .attribute(AttributeKey.URL_TEMPLATE, "/orders/{id}");

  private static Session session(MockTransport mock) {
    return Session.builder()
        .transport(mock)
        .time(VirtualTime.create())
        .listener(new HoldfastRecorder())
        .build();
  }

  @Test
  void aCallItsAttemptsAndItsWaitsAreEvents(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("calls.jfr");
    try (Recording recording = new Recording();
        Session session = session(MockTransport.create().respond(503).respond(200))) {
      recording.enable("dev.holdfast.Call").withoutThreshold();
      recording.enable("dev.holdfast.Attempt").withoutThreshold();
      recording.enable("dev.holdfast.Wait").withoutThreshold();
      recording.start();
      session.request(GET);
      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);

    RecordedEvent call = named(events, "dev.holdfast.Call").get(0);
    assertThat(call.getString("template")).isEqualTo("/orders/{id}");
    assertThat(call.getString("url")).doesNotContain("secret");
    assertThat(call.getInt("status")).isEqualTo(200);
    assertThat(call.getInt("attempts")).isEqualTo(2);
    assertThat(named(events, "dev.holdfast.Attempt"))
        .extracting(event -> event.getInt("status") + " " + event.getString("decision"))
        .containsExactlyInAnyOrder("503 retry", "200 success");
    assertThat(named(events, "dev.holdfast.Wait")).hasSize(1);
  }

  @Test
  void aBreakerThatChangesIsAnEvent(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("breakers.jfr");
    try (Recording recording = new Recording();
        Session session = session(MockTransport.create()).toBuilder()
            .safeguards(Safeguards.builder().breaker(BreakerPolicy.defaults()).build())
            .build()) {
      recording.enable("dev.holdfast.Breaker");
      recording.start();
      session.origin("http://api.example.com").breaker().orElseThrow().open();
      recording.stop();
      recording.dump(file);
    }

    assertThat(named(RecordingFile.readAllEvents(file), "dev.holdfast.Breaker"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getString("origin")).isEqualTo("api.example.com");
          assertThat(event.getString("from")).isEqualTo("CLOSED");
          assertThat(event.getString("to")).isEqualTo("OPEN");
          assertThat(event.getString("reason")).isEqualTo("by hand");
        });
  }

  @Test
  void aRecordingThatEndsDuringACallChangesNothing() {
    Recording recording = new Recording();
    MockTransport mock = MockTransport.create()
        .handle(request -> {
          recording.close();
          return new MockResponse(503, Headers.empty(), new byte[0]);
        })
        .respond(200);
    try (Session session = session(mock)) {
      recording.enable("dev.holdfast.Call").withoutThreshold();
      recording.enable("dev.holdfast.Attempt").withoutThreshold();
      recording.start();

      assertThat(session.request(GET).attempts()).hasSize(2);
    }
  }

  @Test
  void aCallAllocatesLittleWithoutARecordingAndNotMuchWithOne() {
    assertThat(CallCost.bytes(builder -> builder.listener(new HoldfastRecorder())))
        .isLessThanOrEqualTo(320);
    try (Recording recording = new Recording()) {
      recording.enable("dev.holdfast.Call").withoutThreshold();
      recording.enable("dev.holdfast.Attempt").withoutThreshold();
      recording.start();
      assertThat(CallCost.bytes(builder -> builder.listener(new HoldfastRecorder())))
          .isLessThanOrEqualTo(2_800);
    }
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .toList();
  }

  @Test
  void withoutARecordingNothingIsHeard() {
    MockTransport mock = MockTransport.create().respond(200);
    try (Session session = session(mock)) {
      assertThat(session.request(GET).status()).isEqualTo(200);
    }
  }
}
