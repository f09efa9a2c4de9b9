/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.http.proxy.Proxy;
import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Proxies that want Digest: asked once more within the attempt, and told at once from then on. */
@ParameterizedClass
@EnumSource(Mode.class)
class DigestProxyTest {

  private static final String URL = "http://api.example.test/a?b=c";
  private static final String CHALLENGE =
      "Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256";

  private final Mode mode;

  DigestProxyTest(Mode mode) {
    this.mode = mode;
  }

  private static boolean isDigest(SeenRequest seen) {
    return seen.header("Proxy-Authorization").orElse("").startsWith("Digest ");
  }

  private static FaultServer proxy(String challenge) {
    return FaultServer.start(Step.always(Step.choose(seen -> isDigest(seen)
        ? Step.respond(seen.method().equals("CONNECT") ? 502 : 200).body("ok")
        : Step.respond(407).header("Proxy-Authenticate", challenge))));
  }

  private static Session session(FaultServer proxy) {
    return Session.builder()
        .retry(Retry.off())
        .proxy(Proxy.of(proxy.origin()).credentials("me", "canary"))
        .build();
  }

  @Test
  void aForwardedRequestIsSentAgainWithTheAnswer() {
    try (FaultServer proxy = proxy(CHALLENGE);
        Session session = session(proxy)) {
      Response first = mode.request(session, Request.post(URL).body("text"));
      Response second = mode.get(session, URL);

      assertThat(first.text()).isEqualTo("ok");
      assertThat(first.attempts()).hasSize(1);
      assertThat(second.text()).isEqualTo("ok");
      List<SeenRequest> seen = proxy.requests();
      assertThat(seen).hasSize(3);
      assertThat(seen.get(1).bodyText()).isEqualTo("text");
      assertThat(seen.get(1).header("Proxy-Authorization").orElseThrow())
          .contains("uri=\"" + URL + "\"")
          .contains("nc=00000001")
          .doesNotContain("canary");
      assertThat(seen.get(2).header("Proxy-Authorization").orElseThrow()).contains("nc=00000002");
    }
  }

  @Test
  void aTunnelIsAskedForAgainWithTheAnswer() {
    try (FaultServer proxy = proxy(CHALLENGE);
        Session session = session(proxy)) {
      RequestException failure = catchThrowableOfType(
          RequestException.class, () -> mode.get(session, "https://api.example.test/"));

      assertThat(failure).hasMessageContaining("502");
      assertThat(failure.attempts()).hasSize(1);
      assertThat(proxy.requests()).hasSize(2);
      assertThat(proxy.requests().get(1).header("Proxy-Authorization").orElseThrow())
          .contains("uri=\"api.example.test:443\"");
    }
  }

  @Test
  @Tag("X18")
  void aRefusalWhoseBodyStallsIsAnswered() {
    try (FaultServer proxy = FaultServer.start(Step.always(Step.choose(seen -> isDigest(seen)
            ? Step.respond(seen.method().equals("CONNECT") ? 502 : 200).body("ok")
            : Step.raw(
                Action.send("HTTP/1.1 407 Refused\r\nProxy-Authenticate: " + CHALLENGE
                    + "\r\nContent-Length: 9\r\n\r\nno"),
                Action.stall()))));
        Session session = session(proxy)) {
      assertThat(mode.get(session, URL).text()).isEqualTo("ok");
      assertThat(catchThrowableOfType(
              RequestException.class, () -> mode.get(session, "https://api.example.test/")))
          .hasMessageContaining("502");
    }
  }

  @Tag("Y02")
  @Test
  void aSecondRefusalIsFinal() {
    try (FaultServer proxy = FaultServer.start(
            Step.always(Step.respond(407).header("Proxy-Authenticate", CHALLENGE)));
        Session session = session(proxy)) {
      for (String url : List.of(URL, "https://api.example.test/")) {
        RequestException failure =
            catchThrowableOfType(RequestException.class, () -> mode.get(session, url));

        assertThat(failure.category()).isEqualTo(Category.CONNECT_ERROR);
        assertThat(failure).hasMessageContaining("it takes [Digest]");
      }
      assertThat(proxy.requests()).hasSize(4);
    }
  }

  @Tag("Y02")
  @Test
  void aChallengeThatCannotBeAnsweredIsFinal() {
    try (FaultServer proxy = proxy("Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"");
        Session session = session(proxy)) {
      RequestException failure =
          catchThrowableOfType(RequestException.class, () -> mode.get(session, URL));

      assertThat(failure.category()).isEqualTo(Category.CONNECT_ERROR);
      assertThat(proxy.requests()).hasSize(1);
    }
  }
}
