/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.retry.Backoff;
import dev.holdfast.retry.Jitter;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;

/** A session without network and without waiting: what most tests of its rules need. */
final class MockedSession {

  final MockTransport transport = MockTransport.create();
  final VirtualTime time = VirtualTime.create();

  SessionBuilder builder() {
    return Session.builder()
        .transport(transport)
        .time(time)
        .retry(exact().build())
        .codec(new JacksonForTests());
  }

  Session session() {
    return builder().build();
  }

  /** The next response is this, in that coding. */
  MockedSession respondCoded(String coding, byte[] body) {
    Headers headers = Headers.empty().plus("Content-Encoding", coding);
    transport.handle(request -> new MockResponse(200, headers, body));
    return this;
  }

  /** The defaults without jitter: 0, 0.5, 1, 2, 4 s. */
  static RetryBuilder exact() {
    return Retry.builder()
        .backoff(Backoff.exponential(Duration.ofMillis(500)).jitter(Jitter.none()));
  }

  static TransportResponse answer(int status) {
    return new MockResponse(status, Headers.empty(), new byte[0]);
  }

  static Duration[] millis(long... millis) {
    Duration[] durations = new Duration[millis.length];
    for (int i = 0; i < millis.length; i++) {
      durations[i] = Duration.ofMillis(millis[i]);
    }
    return durations;
  }
}
