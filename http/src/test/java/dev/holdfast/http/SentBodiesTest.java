/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.http.message.Body;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SubmissionPublisher;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies of every kind on the wire, again on retries and redirects, byte for byte. */
@Execution(ExecutionMode.CONCURRENT)
class SentBodiesTest {

  /** How a call is made. */
  enum Way {
    BLOCKING,
    ASYNCHRONOUS;

    Response send(Session session, Request request) {
      if (this == BLOCKING) {
        return session.request(request);
      }
      try {
        return session.sendAsync(request).join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RequestException known ? known : e;
      }
    }
  }

  @TempDir
  Path folder;

  private FaultServer server;
  private Session session;

  @BeforeEach
  void start() {
    server = FaultServer.start();
    session = Session.builder()
        .retry(MockedSession.exact().unsafeMethods("POST").build())
        .build();
  }

  @AfterEach
  void stop() {
    session.close();
    server.close();
  }

  /** A retry, then a redirect that keeps the body, then success. */
  private List<SeenRequest> sentThrice(Way way, Body body, boolean gzip) {
    server.enqueue(
        Step.respond(503), Step.respond(307).header("Location", "/there"), Step.respond(200));
    Request request = Request.post(server.url("/here")).body(body);

    assertThat(way.send(session, gzip ? request.gzip() : request).status()).isEqualTo(200);

    assertThat(server.requests()).hasSize(3);
    SeenRequest first = server.requests().get(0);
    assertThat(server.requests()).allSatisfy(seen -> {
      assertThat(seen.body()).isEqualTo(first.body());
      assertThat(seen.header("Content-Type")).isEqualTo(first.header("Content-Type"));
      assertThat(seen.header("Content-Length")).isEqualTo(first.header("Content-Length"));
      assertThat(seen.header("Content-Encoding")).isEqualTo(first.header("Content-Encoding"));
    });
    return server.requests();
  }

  @ParameterizedTest
  @EnumSource
  void sendsAForm(Way way) {
    SeenRequest sent = sentThrice(way, Body.form().field("a b", "c&d"), false).get(0);

    assertThat(sent.bodyText()).isEqualTo("a+b=c%26d");
    assertThat(sent.header("Content-Type")).contains("application/x-www-form-urlencoded");
    assertThat(sent.header("Content-Length")).contains("9");
  }

  @ParameterizedTest
  @EnumSource
  void streamsAMultipartFormWithAFile(Way way) throws IOException {
    byte[] noise = noise();
    Path file = Files.write(folder.resolve("noise.bin"), noise);
    Body body = Body.multipart().field("a", "b").file("f", file);

    SeenRequest sent = sentThrice(way, body, false).get(2);

    assertThat(sent.header("Content-Length")).contains(Long.toString(body.length()));
    assertThat(sent.body()).hasSize((int) body.length());
    assertThat(new String(sent.body(), StandardCharsets.ISO_8859_1))
        .contains(new String(noise, StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @EnumSource
  void opensASourceAgain(Way way) {
    byte[] noise = noise();

    SeenRequest sent =
        sentThrice(way, Body.of(() -> new ByteArrayInputStream(noise)), false).get(0);

    assertThat(sent.body()).isEqualTo(noise);
    assertThat(sent.header("Transfer-Encoding")).contains("chunked");
  }

  @ParameterizedTest
  @EnumSource
  void asksForAPublisherAgain(Way way) {
    Body body = Body.publisher(
        () -> {
          SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
          Thread feeder = new Thread(() -> {
            while (!publisher.hasSubscribers()) {
              Thread.onSpinWait();
            }
            publisher.submit(ByteBuffer.wrap("one ".getBytes(StandardCharsets.UTF_8)));
            publisher.submit(ByteBuffer.wrap("two".getBytes(StandardCharsets.UTF_8)));
            publisher.close();
          });
          feeder.setDaemon(true);
          feeder.start();
          return publisher;
        },
        7);

    assertThat(sentThrice(way, body, false).get(2).bodyText()).isEqualTo("one two");
  }

  @ParameterizedTest
  @EnumSource
  void compressesASmallBodyWithItsLength(Way way) throws IOException {
    SeenRequest sent = sentThrice(way, Body.of("x".repeat(5_000)), true).get(0);

    assertThat(sent.header("Content-Encoding")).contains("gzip");
    assertThat(sent.header("Content-Length")).contains(Integer.toString(sent.body().length));
    assertThat(unzipped(sent)).isEqualTo("x".repeat(5_000).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void compressesAFileOnItsWayWithoutALength(Way way) throws IOException {
    byte[] noise = noise();

    SeenRequest sent = sentThrice(way, Body.file(Files.write(folder.resolve("n"), noise)), true)
        .get(0);

    assertThat(sent.header("Content-Length")).isEmpty();
    assertThat(unzipped(sent)).isEqualTo(noise);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestWithoutABodyIsNotCompressed(Way way) {
    server.enqueue(Step.respond(200));

    way.send(session, Request.get(server.url("/")).gzip());

    assertThat(server.requests().get(0).header("Content-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSourceThatHangsEndsWithTheDeadline(Way way) {
    server.enqueue(Step.respond(200));
    CountDownLatch never = new CountDownLatch(1);
    Body body = Body.of(() -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return InputStream.nullInputStream();
    });
    Request request = Request.post(server.url("/")).body(body).deadline(Duration.ofMillis(500));

    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> way.send(session, request))
        .satisfies(e -> assertThat(e.category()).isEqualTo(Category.DEADLINE_EXCEEDED));
    never.countDown();
  }

  private static byte[] noise() {
    byte[] noise = new byte[300_000];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static byte[] unzipped(SeenRequest sent) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(sent.body())).readAllBytes();
  }
}
