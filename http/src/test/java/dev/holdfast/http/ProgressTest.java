/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.http.SentBodiesTest.Way;
import dev.holdfast.http.listen.Progress;
import dev.holdfast.http.listen.Progress.Direction;
import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTest {

  private static final int SIZE = 300_000;

  private final FaultServer server = FaultServer.start();
  private final Session session = Session.builder()
      .retry(MockedSession.exact().unsafeMethods("POST").build())
      .build();
  private final BlockingQueue<Progress> told = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  private List<Progress> of(Direction direction, int attempt) {
    return told.stream()
        .filter(progress -> progress.direction() == direction && progress.attempt() == attempt)
        .toList();
  }

  /** The last ones of an asynchronous call may come after its end. */
  private void await(Direction direction, int attempt, long bytes) throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (of(direction, attempt).stream().noneMatch(progress -> progress.bytes() == bytes)) {
      assertThat(System.nanoTime()).as("told so far: %s", told).isLessThan(giveUp);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfEachAttemptAndBothDirections(Way way) throws Exception {
    server.enqueue(Step.respond(503), Step.respond(200).body("x".repeat(SIZE)));

    way.send(
        session, Request.post(server.url("/")).body(Body.of(new byte[SIZE])).progress(told::add));

    for (int attempt = 1; attempt <= 2; attempt++) {
      await(Direction.SENDING, attempt, SIZE);
      assertThat(of(Direction.SENDING, attempt))
          .hasSizeGreaterThan(3)
          .isSortedAccordingTo(Comparator.comparingLong(Progress::bytes))
          .allMatch(progress -> progress.total().equals(OptionalLong.of(SIZE)));
    }
    await(Direction.RECEIVING, 2, SIZE);
    assertThat(of(Direction.RECEIVING, 2))
        .isSortedAccordingTo(Comparator.comparingLong(Progress::bytes))
        .allMatch(progress -> progress.total().equals(OptionalLong.of(SIZE)));
  }

  @ParameterizedTest
  @EnumSource
  void leavesATotalOutThatIsNotKnown(Way way) throws Exception {
    server.enqueue(Step.respond(200));

    way.send(
        session,
        Request.post(server.url("/"))
            .body(Body.of(() -> new ByteArrayInputStream(new byte[10])))
            .progress(told::add));

    await(Direction.SENDING, 1, 10);
    assertThat(of(Direction.SENDING, 1)).allMatch(progress -> progress.total().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void aListenerThatThrowsChangesNothing(Way way) {
    server.enqueue(Step.respond(200).body("body"));

    Response response =
        way.send(session, Request.post(server.url("/")).body(Body.of("x")).progress(progress -> {
          throw new IllegalStateException("listener");
        }));

    assertThat(response.text()).isEqualTo("body");
  }

  @Test
  void tellsOfABodyThatIsReadAsAStream() throws Exception {
    server.enqueue(Step.respond(200).body("x".repeat(SIZE)));

    try (StreamedResponse response =
            session.stream(Request.get(server.url("/")).progress(told::add));
        InputStream body = response.body()) {
      assertThat(of(Direction.RECEIVING, 1)).isEmpty();
      body.readNBytes(SIZE / 2);
      assertThat(of(Direction.RECEIVING, 1)).isNotEmpty();
      body.readAllBytes();
    }

    assertThat(of(Direction.RECEIVING, 1))
        .last()
        .isEqualTo(new Progress(Direction.RECEIVING, 1, 0, SIZE, OptionalLong.of(SIZE)));
  }

  @ParameterizedTest
  @EnumSource
  void theListenerIsNeverOnAThreadOfTheIo(Way way) throws Exception {
    server.enqueue(Step.respond(200).body("x".repeat(SIZE)));
    ConcurrentLinkedQueue<String> threads = new ConcurrentLinkedQueue<>();

    way.send(session, Request.post(server.url("/")).body(Body.of("x")).progress(progress -> {
      threads.add(Thread.currentThread().getName());
      told.add(progress);
    }));

    await(Direction.RECEIVING, 1, SIZE);
    assertThat(threads).isNotEmpty().noneMatch(name -> name.startsWith("holdfast-io"));
  }
}
