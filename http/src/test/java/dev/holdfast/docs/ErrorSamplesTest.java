/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.BodyDecodingException;
import dev.holdfast.http.ConnectException;
import dev.holdfast.http.DeadlineExceededException;
import dev.holdfast.http.JacksonForTests;
import dev.holdfast.http.RequestException;
import dev.holdfast.http.Response;
import dev.holdfast.http.RetryAfterExceededException;
import dev.holdfast.http.Session;
import dev.holdfast.http.StatusException;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

class ErrorSamplesTest {

  private final MockTransport mock = MockTransport.create();
  private final Session session = Session.builder()
      .transport(mock)
      .time(VirtualTime.create())
      .codec(new JacksonForTests())
      .build();

  record Report(String title) {}

  @Test
  void tellsKindsOfFailureApart() {
    mock.respond(200, "{\"title\":\"June\"}");
    assertThat(load()).isEqualTo("June");

    mock.respond(404);
    assertThat(load()).isEqualTo("status 404");

    mock.otherwise(request -> {
      throw TransportException.of(FailureKind.CONNECT_REFUSED, Sent.NO, "refused", null);
    });
    assertThat(load()).isEqualTo("unreachable");
  }

  private String load() {
    // sample: handling
    try {
      Response response = session.get("https://api.example.com/report").raiseForStatus();
      return response.json(Report.class).title();
    } catch (StatusException e) {
      return "status " + e.response().orElseThrow().status();
    } catch (RetryAfterExceededException e) {
      return "come back in " + e.retryAfter().orElseThrow();
    } catch (DeadlineExceededException e) {
      return "too slow: " + e.attempts().size() + " attempts";
    } catch (ConnectException e) {
      return "unreachable"; // in every attempt, if e.sent() is NO
    } catch (BodyDecodingException e) {
      return "not a report: " + e.getMessage();
    } catch (RequestException e) { // all others of the family
      return e.category().code() + "\n" + e.explain();
    }
    // end
  }
}
