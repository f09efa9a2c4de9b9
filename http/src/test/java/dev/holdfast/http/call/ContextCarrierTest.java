/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.mock.MockTransport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What of the caller's thread reaches the threads of a session. */
class ContextCarrierTest {

  private static final ThreadLocal<String> USER = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  private final MockTransport transport = MockTransport.create();
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void forget() {
    USER.remove();
    INHERITED.remove();
  }

  private static String user() {
    return Objects.requireNonNullElse(USER.get(), "none");
  }

  private static ContextCarrier.Captured captured() {
    String user = USER.get();
    return () -> {
      String before = USER.get();
      USER.set(user);
      return () -> USER.set(before);
    };
  }

  /** With every kind of callback. */
  private SessionBuilder listening() {
    return Session.builder()
        .transport(transport)
        .hooks(h -> h.beforeAttempt(a -> seen.add("hook " + user()))
            .recover(a -> seen.add("recovery " + user())))
        .observer(attempt -> seen.add("observer " + user()))
        .expect("anything", response -> seen.add("check " + user()));
  }

  @Test
  void theContextOfTheCallIsThereInEveryCallback() {
    transport.respond(401).respond(200);
    Session session = listening().context(ContextCarrierTest::captured).build();
    USER.set("ada");

    String inStage = Mode.await(session
        .sendAsync(Request.get("http://h/"))
        .thenApply(response -> user())
        .thenApplyAsync(user -> user + " " + user()));

    assertThat(inStage).isEqualTo("ada ada");
    assertThat(seen)
        .containsExactly(
            "hook ada", "recovery ada", "observer ada", "hook ada", "check ada", "observer ada");
    assertThat(USER.get()).isEqualTo("ada");
  }

  @Test
  void callsOfTwoUsersAreNotMixed() {
    transport.respond(200).respond(200);
    Session session = listening().context(ContextCarrierTest::captured).build();
    USER.set("ada");
    Mode.await(session.sendAsync(Request.get("http://h/")));
    USER.set("bob");
    Mode.await(session.sendAsync(Request.get("http://h/")));

    assertThat(seen.subList(0, 3)).allMatch(line -> line.endsWith("ada"));
    assertThat(seen.subList(3, 6)).allMatch(line -> line.endsWith("bob"));
  }

  @Test
  @Tag("U42")
  void oneThatThrowsCarriesNothingAndChangesNothing() {
    transport.respond(200);
    Session session = listening()
        .context(() -> {
          throw new IllegalStateException("capture");
        })
        .context(() -> () -> {
          throw new IllegalStateException("restore");
        })
        .context(() -> () -> () -> {
          throw new IllegalStateException("undo");
        })
        .build();

    assertThat(Mode.await(session.sendAsync(Request.get("http://h/"))).status()).isEqualTo(200);
  }

  @Test
  void nothingElseOfTheCallersThreadLeaks() {
    transport.respond(200);
    INHERITED.set("secret");
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    ClassLoader own = new ClassLoader(before) {};
    here.setContextClassLoader(own);
    try {
      Session session = Session.builder()
          .transport(transport)
          .hooks(h -> h.beforeAttempt(a -> {
            seen.add(Objects.requireNonNullElse(INHERITED.get(), "none"));
            seen.add(Thread.currentThread().getContextClassLoader() == own ? "leaked" : "clean");
          }))
          .build();
      Mode.await(session.sendAsync(Request.get("http://h/")));
    } finally {
      here.setContextClassLoader(before);
    }

    assertThat(seen).containsExactly("none", "clean");
  }
}
