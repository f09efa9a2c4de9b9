/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.Mode;
import dev.holdfast.http.Request;
import dev.holdfast.http.Session;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that closes each connection after its seventh answer. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@EnumSource(
    value = Mode.class,
    names = {"BLOCKING", "ASYNC"})
class ClosingServerTest {

  private final Mode mode;

  private static final int CALLERS = 4;
  private static final int CALLS_EACH = 430;

  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();

  /** What is called how, and whether the server says that it will close. */
  enum Kind {
    GET_ANNOUNCED("GET", Step.respond(200)),
    POST_ANNOUNCED("POST", Step.respond(200)),
    GET_UNANNOUNCED("GET", Step.respond(200).thenCloseIdle());

    private final String method;

    @SuppressWarnings("ImmutableEnumChecker") // Steps are immutable.
    private final Step last;

    Kind(String method, Step last) {
      this.method = method;
      this.last = last;
    }
  }

  ClosingServerTest(Mode mode) {
    this.mode = mode;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Tag("K01")
  @Tag("K10")
  void failsNoneOfTenThousandCalls(Kind kind) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (FaultServer server =
            FaultServer.start(Step.always(Step.choose(seen -> answer(seen, kind.last))));
        Session session = Session.create()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        running.add(callers.submit(() -> call(session, Request.of(kind.method, server.url("/")))));
      }

      for (Future<?> caller : running) {
        assertThat(caller.get()).isNull();
      }
      assertThat(server.connections()).isGreaterThanOrEqualTo(CALLERS * CALLS_EACH / 7);
    } finally {
      callers.shutdownNow();
    }
  }

  private Step answer(SeenRequest seen, Step last) {
    int number = answers.merge(seen.connection(), 1, Integer::sum);
    return number < 7 ? Step.respond(200).keepAlive() : last;
  }

  private void call(Session session, Request request) {
    for (int i = 0; i < CALLS_EACH; i++) {
      assertThat(mode.request(session, request).status()).isEqualTo(200);
    }
  }
}
