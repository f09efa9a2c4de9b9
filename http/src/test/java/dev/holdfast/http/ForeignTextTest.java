/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.har.Har;
import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets in what code of the caller has thrown, or a server has written behind its status. */
@Tag("I20")
class ForeignTextTest {

  private static final String TEXT = "no client_secret=canary, please";

  private final FaultServer server = FaultServer.start(Step.always(Step.raw(
      Action.send("HTTP/1.1 404 /?token=canary\r\nContent-Length: 0\r\n\r\n"), Action.fin())));

  @AfterEach
  void stop() {
    server.close();
  }

  private void fails(Mode mode, SessionBuilder settings, Request request) {
    try (Session session = settings.retry(Retry.off()).build()) {
      RequestException failure = catchThrowableOfType(
          RequestException.class, () -> mode.request(session, request).raiseForStatus());

      assertThat(failure.getMessage()).contains("***");
      assertThat(failure.getMessage() + failure.explain() + failure.attempts() + Har.of(failure))
          .doesNotContain("canary");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofAHook(Mode mode) {
    SessionBuilder settings = Session.builder()
        .hooks(hooks -> hooks.beforeAttempt(attempt -> {
          throw new IOException(TEXT);
        }));

    fails(mode, settings, Request.get(server.url("/")));
  }

  @ParameterizedTest
  @EnumSource
  void ofAHookThatIsAskedForAnotherAttempt(Mode mode) {
    SessionBuilder settings = Session.builder()
        .hooks(hooks -> hooks.recover(answer -> {
          throw new IOException(TEXT);
        }));

    fails(mode, settings, Request.get(server.url("/")));
  }

  @ParameterizedTest
  @EnumSource
  void ofATokenSource(Mode mode) {
    SessionBuilder settings = Session.builder()
        .authentication(server.url("/"), Authentication.bearer(() -> {
          throw new IOException(TEXT);
        }));

    fails(mode, settings, Request.get(server.url("/")));
  }

  @ParameterizedTest
  @EnumSource
  void ofABody(Mode mode) {
    Body broken = Body.of(() -> {
      throw new IOException(TEXT);
    });

    fails(mode, Session.builder(), Request.put(server.url("/")).body(broken));
  }

  @ParameterizedTest
  @EnumSource
  void ofANameLookUp(Mode mode) {
    SessionBuilder settings = Session.builder().dns(host -> {
      throw new UnknownHostException(TEXT);
    });

    fails(mode, settings, Request.get("http://api.example.test/"));
  }

  @ParameterizedTest
  @EnumSource
  void ofAReasonPhrase(Mode mode) {
    fails(mode, Session.builder(), Request.get(server.url("/")));
  }
}
