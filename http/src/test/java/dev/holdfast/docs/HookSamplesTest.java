/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.ContextCarrier;
import dev.holdfast.http.listen.AttemptEnd;
import dev.holdfast.http.listen.CallOutcome;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.http.message.Headers;
import dev.holdfast.http.mock.MockTransport;
import dev.holdfast.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HookSamplesTest {

  private static final ThreadLocal<String> USER = new ThreadLocal<>();

  private final MockTransport mock = MockTransport.create();
  private final List<String> lines = new ArrayList<>();

  private List<String> sent(String header) {
    return mock.requests().stream()
        .map(request -> request.headers().first(header).orElse("none"))
        .toList();
  }

  @Test
  void signsEachAttempt() {
    mock.respond(503).respond(200);
    // sample: attempt
    Session session = Session.builder()
        .transport(mock)
        .time(VirtualTime.create())
        .hooks(hooks -> hooks.beforeAttempt(attempt -> attempt
            .header("X-Attempt", String.valueOf(attempt.number()))
            .header("X-Signature", sign(attempt.method() + " " + attempt.url().target()))))
        .build();
    // end
    session.get("https://api.example.com/orders");
    assertThat(sent("X-Attempt")).containsExactly("1", "2");
  }

  private static String sign(String text) {
    return Integer.toHexString(text.hashCode());
  }

  /** Where tokens come from; one look-up serves all that wait for it. */
  private static final class Tokens {
    private final AtomicReference<String> token = new AtomicReference<>("old");

    CompletableFuture<String> current() {
      return CompletableFuture.completedFuture(token.get());
    }

    CompletableFuture<Boolean> renew(String refused) {
      boolean latest = refused.equals(token.get());
      if (latest) {
        token.set("new");
      }
      return CompletableFuture.completedFuture(latest);
    }
  }

  @Test
  void renewsAToken() {
    mock.respond(401).respond(200);
    Tokens tokens = new Tokens();
    // sample: recover
    String api = "https://api.example.com";
    Session session = Session.builder()
        .transport(mock)
        .hooks(hooks -> hooks
            .beforeAttemptAsync(attempt -> tokens
                .current()
                .thenAccept(token -> attempt.headerFor(api, "Authorization", "Bearer " + token)))
            .recoverAsync(answer -> answer.status() == 401
                ? tokens.renew(answer.sent().first("Authorization").orElse("").substring(7))
                : CompletableFuture.completedFuture(false)))
        .build();
    // end
    assertThat(session.get(api + "/orders").status()).isEqualTo(200);
    assertThat(sent("Authorization")).containsExactly("Bearer old", "Bearer new");
  }

  @Test
  void listens() {
    mock.respond(503).respond(200);
    // sample: listen
    Session session = Session.builder()
        .transport(mock)
        .time(VirtualTime.create())
        .listener(call -> {
          String name = call.attributes().get(AttributeKey.CLIENT_NAME).orElse("http");
          return new CallScope() {
            @Override
            public void attemptEnded(AttemptEnd attempt) {
              lines.add(name + " attempt " + attempt.number() + ": " + attempt.decision());
            }

            @Override
            public void ended(CallOutcome outcome) {
              lines.add(name + " ended: " + outcome.status().orElse(0) + " after "
                  + outcome.attempts() + " attempts");
            }
          };
        })
        .build();
    session.request(
        Request.get("https://api.example.com/orders").attribute(AttributeKey.CLIENT_NAME, "shop"));
    // end
    assertThat(lines)
        .containsExactly(
            "shop attempt 1: RETRY", "shop attempt 2: SUCCESS", "shop ended: 200 after 2 attempts");
  }

  @Test
  void retriesByWhatTheResponseSays() {
    mock.respond(200, "{\"state\":\"warming up\"}").respond(200, "{\"state\":\"ready\"}");
    // sample: conditions
    Session session = Session.builder()
        .transport(mock)
        .time(VirtualTime.create())
        .retry(Retry.builder()
            .retryIf("still warming up", response -> response.text().contains("warming up"))
            .retryIf("a stale copy", response -> response.header("X-Stale").isPresent())
            .build())
        .expect("JSON", response -> response.text().startsWith("{"))
        .build();
    // end
    Response response = session.get("https://api.example.com/state");
    assertThat(response.text()).contains("ready");
    assertThat(response.explain()).contains("still warming up");
  }

  @Test
  void carriesTheContext() throws Exception {
    mock.respond(200, Headers.empty(), "ok");
    // sample: context
    ContextCarrier user = () -> {
      String captured = USER.get();
      return () -> {
        String before = USER.get();
        USER.set(captured);
        return () -> USER.set(before);
      };
    };
    Session session = Session.builder().transport(mock).context(user).build();
    // end
    USER.set("ada");
    try {
      assertThat(session
              .sendAsync(Request.get("https://api.example.com/"))
              .thenApplyAsync(response -> USER.get())
              .get(10, TimeUnit.SECONDS))
          .isEqualTo("ada");
    } finally {
      USER.remove();
    }
  }
}
