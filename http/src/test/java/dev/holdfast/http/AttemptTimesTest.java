/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.AttemptListener;
import dev.holdfast.http.transport.Capabilities;
import dev.holdfast.http.transport.Phase;
import dev.holdfast.http.transport.Transport;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportRequest;
import dev.holdfast.http.transport.TransportResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When each attempt began and how long it took, on the session's clock. */
class AttemptTimesTest {

  private final MockedSession mocked = new MockedSession();

  private MockTransport.Handler after(long seconds, int status) {
    return request -> {
      mocked.time.advance(Duration.ofSeconds(seconds));
      return MockedSession.answer(status);
    };
  }

  @Test
  void eachIsMeasuredFromWhereItBegan() {
    mocked.transport.handle(after(1, 503)).handle(after(2, 503)).handle(after(4, 200));

    Response response = session().get("http://api.example.com/");

    assertThat(response.attempts())
        .extracting(Attempt::start)
        .containsExactly(MockedSession.millis(0, 1_000, 3_500));
    assertThat(response.attempts())
        .extracting(Attempt::elapsed)
        .containsExactly(MockedSession.millis(1_000, 2_000, 4_000));
    assertThat(response.attempts())
        .extracting(attempt -> attempt.phases().toString())
        .containsExactly("head 1 s", "head 2 s", "head 4 s");
    assertThat(response.elapsed()).isEqualTo(Duration.ofMillis(7_500));
  }

  @Test
  void oneThatFollowsInTheSameMomentIsMeasuredToo() {
    mocked.transport.handle(after(0, 503)).handle(after(5, 200));

    List<Attempt> attempts = session().get("http://api.example.com/").attempts();

    assertThat(attempts.get(0).elapsed()).isZero();
    assertThat(attempts.get(1).start()).isZero();
    assertThat(attempts.get(1).elapsed()).isEqualTo(Duration.ofSeconds(5));
    assertThat(attempts.get(1).phases()).hasToString("head 5 s");
  }

  private Session session() {
    return mocked.builder().transport(new OnePhase()).build();
  }

  /** Answers as the mock does, which has no phases, and tells that it waits for the head. */
  private final class OnePhase implements Transport {

    @Override
    public TransportResponse send(
        TransportRequest request, AttemptLimits limits, AttemptListener listener)
        throws TransportException {
      listener.begin(Phase.HEAD);
      return mocked.transport.send(request, limits, listener);
    }

    @Override
    public Capabilities capabilities() {
      return mocked.transport.capabilities();
    }

    @Override
    public void close() {}
  }
}
