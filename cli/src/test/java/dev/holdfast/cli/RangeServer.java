/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import dev.holdfast.testkit.Action;
import dev.holdfast.testkit.FaultServer;
import dev.holdfast.testkit.SeenRequest;
import dev.holdfast.testkit.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A server of one file that can serve parts of it, and breaks off as often as requested. */
final class RangeServer implements AutoCloseable {

  /** Larger than the part that is held back. */
  static final int SIZE = 300_000;

  private final FaultServer server;
  private final List<Integer> cuts = new ArrayList<>();
  private byte[] content = bytes(1);
  private String validator = "ETag: \"one\"";
  private boolean ranges = true;
  private String contentRange = "";

  private RangeServer() {
    this.server = FaultServer.start(Step.always(Step.choose(this::answer)));
  }

  static RangeServer start() {
    return new RangeServer();
  }

  /** Breaks the next answers off after so many bytes of their bodies. */
  RangeServer cutAfter(Integer... counts) {
    cuts.addAll(List.of(counts));
    return this;
  }

  /** Changes the file. */
  RangeServer change(int seed, String newValidator) {
    content = bytes(seed);
    validator = newValidator;
    return this;
  }

  /** Sets another header in place of the entity tag, or none. */
  RangeServer validator(String header) {
    validator = header;
    return this;
  }

  RangeServer withoutRanges() {
    ranges = false;
    return this;
  }

  /** Claims that range for every part, regardless of its real one. */
  RangeServer lying(String header) {
    contentRange = header;
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

  /** The ranges that the requests asked for; a dash for the whole. */
  List<String> ranges() {
    return requests().stream().map(seen -> seen.header("Range").orElse("-")).toList();
  }

  private Step answer(SeenRequest request) {
    Optional<String> range = ranges ? request.header("Range") : Optional.empty();
    String tag = validator.substring(validator.indexOf(':') + 1).strip();
    boolean same = request.header("If-Range").map(tag::equals).orElse(true);
    if (range.isEmpty() || !same) {
      return send("HTTP/1.1 200 OK\r\n", content);
    }
    int from = Integer.parseInt(range.get().replaceAll("[^0-9]", ""));
    String shown = contentRange.isEmpty()
        ? "bytes " + from + "-" + (content.length - 1) + "/" + content.length
        : contentRange;
    return send(
        "HTTP/1.1 206 Partial Content\r\nContent-Range: " + shown + "\r\n",
        Arrays.copyOfRange(content, from, content.length));
  }

  private Step send(String start, byte[] body) {
    String head = start + validator + "\r\nContent-Length: " + body.length + "\r\n\r\n";
    int sent = cuts.isEmpty() ? body.length : Math.min(body.length, cuts.remove(0));
    return Step.raw(
        Action.send(head.getBytes(StandardCharsets.ISO_8859_1)),
        Action.send(Arrays.copyOf(body, sent)),
        Action.fin());
  }

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    server.close();
  }
}
