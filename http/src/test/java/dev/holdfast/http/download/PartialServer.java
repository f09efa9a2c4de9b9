/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.download;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/** A server of one file that serves parts of it; what it does next can be told beforehand. */
final class PartialServer implements AutoCloseable {

  static final int SIZE = 300_000;

  /** Answers one request. */
  interface Answer {

    Step to(SeenRequest request, PartialServer server);
  }

  private final FaultServer server = FaultServer.start(Step.always(Step.choose(this::next)));
  private final Queue<Answer> answers = new ArrayDeque<>();
  private volatile byte[] content = bytes(1);
  private volatile String validator = "ETag: \"one\"\r\n";

  static byte[] bytes(int seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** The file changes, or its validator, which are whole header lines. */
  PartialServer change(int seed, String header) {
    content = bytes(seed);
    validator = header.isEmpty() ? "" : header + "\r\n";
    return this;
  }

  /** The next answers, before it serves the file as it should. */
  PartialServer then(Answer... next) {
    answers.addAll(List.of(next));
    return this;
  }

  String url() {
    return server.url("/file");
  }

  byte[] content() {
    return content;
  }

  List<SeenRequest> requests() {
    return server.requests();
  }

  /** What the requests asked for, a dash for the whole. */
  List<String> ranges() {
    return requests().stream().map(seen -> seen.header("Range").orElse("-")).toList();
  }

  private synchronized Step next(SeenRequest request) {
    Answer answer = answers.poll();
    return (answer == null ? serve(SIZE) : answer).to(request, this);
  }

  /** As it should, but breaks off after so many bytes of the body. */
  static Answer serve(int most) {
    return (request, server) -> {
      String range = request.header("Range").orElse("");
      String tag = server.validator.replaceFirst("^[^:]*:\\s*", "").strip();
      boolean same = request.header("If-Range").map(tag::equals).orElse(true);
      return range.isEmpty() || !same
          ? server.whole(most)
          : server.part(Integer.parseInt(range.replaceAll("[^0-9]", "")), most);
    };
  }

  /** The whole, whatever was asked for. */
  static Answer ignoreRanges(int most) {
    return (request, server) -> server.whole(most);
  }

  /** A status with these header lines and this body, whatever was asked for. */
  static Answer raw(String status, String headers, byte[] body) {
    return (request, server) -> answer("HTTP/1.1 " + status + "\r\n" + headers, body, body.length);
  }

  /** The same, broken off after so many bytes of the body. */
  static Answer cut(String status, String headers, byte[] body, int most) {
    return (request, server) -> answer("HTTP/1.1 " + status + "\r\n" + headers, body, most);
  }

  /** A 206 with the rest that was asked for, and that Content-Range. */
  static Answer lie(String contentRange) {
    return (request, server) -> {
      int from = Integer.parseInt(request.header("Range").orElseThrow().replaceAll("[^0-9]", ""));
      byte[] rest = Arrays.copyOfRange(server.content, from, SIZE);
      String range = contentRange.isEmpty() ? "" : "Content-Range: " + contentRange + "\r\n";
      return answer("HTTP/1.1 206 P\r\n" + range + server.validator, rest, rest.length);
    };
  }

  private Step whole(int most) {
    return answer("HTTP/1.1 200 OK\r\n" + validator, content, most);
  }

  private Step part(int from, int most) {
    return answer(
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + from + "-" + (SIZE - 1) + "/"
            + SIZE + "\r\n" + validator,
        Arrays.copyOfRange(content, from, SIZE),
        most);
  }

  private static Step answer(String head, byte[] body, int most) {
    String whole = head + "Content-Length: " + body.length + "\r\n\r\n";
    return Step.raw(
        Action.send(whole.getBytes(StandardCharsets.ISO_8859_1)),
        Action.send(Arrays.copyOf(body, Math.min(body.length, most))),
        Action.fin());
  }

  @Override
  public void close() {
    server.close();
  }
}
