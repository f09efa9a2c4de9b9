/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.auth.AccessToken;
import dev.holdfast.http.auth.Authentication;
import dev.holdfast.http.download.Download;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The authentication answers the head of a 401, whatever its body does. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(Mode.class)
class StalledChallengeTest {

  private static final String DIGEST = "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"";
  /** Too long to be read for nothing: the connection is dropped at once. */
  private static final int LONG = 99_999;

  private final AtomicInteger tokens = new AtomicInteger();
  private final FaultServer server = FaultServer.start();
  private final Mode mode;

  StalledChallengeTest(Mode mode) {
    this.mode = mode;
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Session session(Authentication authentication) {
    return Session.builder()
        .retry(Retry.off())
        .authentication(server.origin(), authentication)
        .build();
  }

  /** Answers a request without those credentials with the challenge, and others with "ok". */
  private void challenge(String credentials, Step challenge) {
    server.script(Step.always(Step.choose(seen ->
        authorization(seen).startsWith(credentials) ? Step.respond(200).body("ok") : challenge)));
  }

  private static String authorization(SeenRequest seen) {
    return seen.header("Authorization").orElse("");
  }

  private static Step stalling(int length) {
    return Step.raw(Action.send(head(length) + "no"), Action.stall());
  }

  private static String head(int length) {
    return "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: " + DIGEST + "\r\nContent-Length: "
        + length + "\r\n\r\n";
  }

  @ParameterizedTest
  @Tag("X18")
  @ValueSource(ints = {9, LONG})
  void aDigestIsSentWithoutTheBody(int length) {
    challenge("Digest ", stalling(length));
    try (Session session = session(Authentication.digest("u", "p"))) {
      Response response = mode.get(session, server.url("/"));

      assertThat(response.text()).isEqualTo("ok");
      assertThat(response.attempts()).hasSize(2);
    }
  }

  @Test
  @Tag("X18")
  void aBodyThatBreaksChangesNothing() {
    challenge("Digest ", Step.raw(Action.send(head(LONG) + "no"), Action.fin()));
    try (Session session = session(Authentication.digest("u", "p"))) {
      assertThat(mode.get(session, server.url("/")).text()).isEqualTo("ok");
    }
  }

  @Test
  @Tag("X18")
  void basicThatWasAskedForIsSentWithoutTheBody() {
    challenge(
        "Basic ",
        Step.raw(Action.send(head(LONG).replace(DIGEST, "Basic realm=\"r\"")), Action.stall()));
    try (Session session = session(Authentication.onChallenge("u", "p"))) {
      assertThat(mode.get(session, server.url("/")).text()).isEqualTo("ok");
    }
  }

  @Test
  @Tag("X18")
  void aTokenIsRenewedWithoutTheBody() {
    challenge("Bearer t2", stalling(LONG));
    try (Session session =
        session(Authentication.bearer(() -> AccessToken.of("t" + tokens.incrementAndGet())))) {
      assertThat(mode.get(session, server.url("/")).text()).isEqualTo("ok");
    }
  }

  @Test
  @Tag("X18")
  void aDownloadIsSentAgainWithoutTheBody(@TempDir Path directory) throws IOException {
    challenge("Digest ", stalling(LONG));
    Path file = directory.resolve("file");
    try (Session session = session(Authentication.digest("u", "p"))) {
      DownloadedResponse response =
          mode.download(session, Request.get(server.url("/")), Download.to(file));

      assertThat(response.attempts()).hasSize(2);
      assertThat(Files.readString(file)).isEqualTo("ok");
    }
  }

  @Test
  @Tag("X18")
  void aStreamIsSentAgainWithoutTheBody() {
    challenge("Digest ", stalling(LONG));
    try (Session session = session(Authentication.digest("u", "p"))) {
      try (StreamedResponse response = session.stream(Request.get(server.url("/")))) {
        assertThat(response.toResponse().text()).isEqualTo("ok");
      }
      assertThat(Mode.await(session.streamAsync(Request.get(server.url("/")))).status())
          .isEqualTo(200);
    }
  }

  /** The connection is free when the body was read, so a slow token must not keep it unread. */
  @Test
  void aTokenMayComeOverTheOnlyConnection() {
    server.script(Step.always(Step.choose(seen -> {
      if (seen.target().equals("/token")) {
        return Step.respond(200).body("t" + tokens.incrementAndGet()).keepAlive();
      }
      int status = authorization(seen).equals("Bearer t2") ? 200 : 401;
      return Step.respond(status).body("body").keepAlive();
    })));
    Session[] own = new Session[1];
    Authentication authentication = Authentication.bearer(
        () -> AccessToken.of(own[0].request(Request.get(server.url("/token"))).text()));
    try (Session session = Session.builder()
        .retry(Retry.off())
        .maxConnectionsPerRoute(1)
        .authentication(server.origin(), authentication)
        .build()) {
      own[0] = session;

      assertThat(mode.get(session, server.url("/")).status()).isEqualTo(200);
    }
  }

  @Test
  void aRefusalThatIsTheResultHasItsBody() {
    server.script(Step.always(Step.respond(401).body("why not").keepAlive()));
    try (Session session = session(Authentication.bearer(() -> AccessToken.of("same")))) {
      Response response = mode.get(session, server.url("/"));

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.text()).isEqualTo("why not");
      assertThat(response.attempts()).hasSize(1);
    }
  }

  @Test
  void hooksGetTheBodyOfWhatTheAuthenticationLeaves() {
    server.script(Step.always(Step.respond(401).body("expired").keepAlive()));
    List<String> bodies = new CopyOnWriteArrayList<>();
    try (Session session = Session.builder()
        .retry(Retry.off())
        .authentication(server.origin(), Authentication.digest("u", "p"))
        .hooks(hooks -> hooks.recover(answer -> {
          bodies.add(new String(answer.body().orElseThrow(), StandardCharsets.UTF_8));
          return true;
        }))
        .build()) {
      assertThat(mode.get(session, server.url("/")).attempts()).hasSize(2);
      assertThat(bodies).containsExactly("expired");
    }
  }
}
