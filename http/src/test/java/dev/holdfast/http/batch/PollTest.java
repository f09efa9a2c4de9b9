/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockResponse;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class PollTest {

  private static final Request JOB = Request.get("https://api.example.com/jobs/7");

  private final MockTransport transport = MockTransport.create();
  private final VirtualTime time = VirtualTime.create();
  private final Session session =
      Session.builder().transport(transport).time(time).build();
  private final Mode mode;

  PollTest(Mode mode) {
    this.mode = mode;
  }

  private Response until(Poll<Response> poll, Predicate<Response> done) {
    return mode == Mode.ASYNC ? Mode.await(poll.untilAsync(done)) : poll.until(done);
  }

  private static boolean done(Response response) {
    return response.text().equals("done");
  }

  @Test
  void callsUntilItIsDone() {
    transport.respond(200, "new").respond(503).respond(200, "running").respond(200, "done");

    Response response = until(session.poll(JOB).every(Duration.ofSeconds(5)), PollTest::done);

    assertThat(response.text()).isEqualTo("done");
    assertThat(transport.requests()).hasSize(4);
    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void waitsLongerIfTheServerAsksForIt() {
    transport
        .respond(202, Headers.empty().plus("Retry-After", "20"), "")
        .respond(202, Headers.empty().plus("Retry-After", "1"), "")
        .respond(200, "done");

    until(session.poll(JOB).every(Duration.ofSeconds(5)), PollTest::done);

    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void anErrorStatusEndsIt() {
    transport.respond(200, "new").respond(404);

    assertThat(until(session.poll(JOB), PollTest::done).status()).isEqualTo(404);
  }

  @Test
  void doesNotSleepPastItsDeadline() {
    transport.otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));

    DeadlineExceededException late = catchThrowableOfType(
        DeadlineExceededException.class,
        () -> until(
            session.poll(JOB).every(Duration.ofSeconds(4)).deadline(Duration.ofSeconds(10)),
            PollTest::done));

    assertThat(late).hasMessageContaining("not done after 3 calls");
    assertThat(late.response().orElseThrow().status()).isEqualTo(200);
    assertThat(time.slept()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void itsDeadlineIsThatOfTheCallUnlessItHasItsOwn() {
    transport.otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));

    assertThat(catchThrowableOfType(
            DeadlineExceededException.class,
            () -> until(session.poll(JOB.deadline(Duration.ofMillis(2_500))), PollTest::done)))
        .isNotNull();

    assertThat(transport.requests()).hasSize(3);
  }

  @Test
  void whatTheConditionThrowsEndsIt() {
    transport.respond(200);

    IllegalStateException thrown = catchThrowableOfType(
        IllegalStateException.class,
        () -> until(session.poll(JOB), response -> {
          throw new IllegalStateException("bug");
        }));

    assertThat(thrown).hasMessage("bug");
  }

  @Test
  void aCancelledPollCallsNoMore() {
    transport.otherwise(request -> new MockResponse(200, Headers.empty(), new byte[0]));
    CompletableFuture<Response> poll = session.poll(JOB).untilAsync(response -> false);
    poll.cancel(true);
    int made = transport.requests().size();
    time.advance(Duration.ofSeconds(30));

    assertThat(transport.requests().size() - made).isLessThanOrEqualTo(1);
  }
}
