/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.verification.sim;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.transport.AttemptLimits;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.http.transport.TransportResponse;
import dev.holdfast.testkit.VirtualTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A response whose body arrives, or does not, as the story says. */
final class ScriptedResponse implements TransportResponse {

  private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private final ScriptedTransport transport;
  private final int index;
  private final Step step;
  private final Step.Answer answer;
  private final AttemptLimits limits;
  private final long headNanos;
  private final boolean bodyless;
  private boolean closed;

  ScriptedResponse(
      ScriptedTransport transport, int index, Step step, AttemptLimits limits, boolean head) {
    this.transport = transport;
    this.index = index;
    this.step = step;
    this.answer = answer(step);
    this.limits = limits;
    Trace.Sighting sighting = transport.sightings().get(index);
    this.headNanos = sighting.endNanos() - sighting.startNanos();
    this.bodyless = bodyless(head, answer.status());
  }

  /** Whether that answer may ask for a pause. */
  static boolean asks(Step step) {
    return List.of(403, 429, 503).contains(answer(step).status());
  }

  /** The response of a step, before its end. */
  static Step.Answer answer(Step step) {
    if (step.end() instanceof Step.End.Answered answered) {
      return answered.answer();
    } else if (step.end() instanceof Step.End.Broken broken) {
      return broken.before();
    } else if (step.end() instanceof Step.End.Interrupted interrupted) {
      return interrupted.before();
    } else if (step.end() instanceof Step.End.Closed other) {
      return other.before();
    }
    throw new AssertionError(step);
  }

  static boolean bodyless(boolean head, int status) {
    return head || status == 204 || status == 304;
  }

  /** The body of a response with that length. */
  static String content(int length) {
    return "0123456789".repeat(length / 10 + 1).substring(0, length);
  }

  @Override
  public int status() {
    return answer.status();
  }

  @Override
  public String reason() {
    return "Scripted";
  }

  @Override
  public Headers headers() {
    Headers headers = Headers.empty();
    if (answer.location().isPresent()) {
      headers = headers.plus("Location", answer.location().get().text());
    }
    for (Step.Wish wish : answer.retryAfter()) {
      headers = headers.plus("Retry-After", text(wish));
    }
    if (answer.dateSkew().isPresent()) {
      headers = headers.plus("Date", date(wallSecond() + answer.dateSkew().getAsLong()));
    }
    return headers;
  }

  private long wallSecond() {
    return Math.floorDiv(transport.sightings().get(index).startNanos() + headNanos, 1_000_000_000);
  }

  private static String text(Step.Wish wish) {
    if (wish instanceof Step.Wish.Seconds seconds) {
      return seconds.text();
    } else if (wish instanceof Step.Wish.At at) {
      return date(at.second());
    } else if (wish instanceof Step.Wish.Junk junk) {
      return junk.text();
    }
    throw new AssertionError(wish);
  }

  private static String date(long second) {
    return HTTP_DATE.format(VirtualTime.EPOCH.plusSeconds(second));
  }

  @Override
  public InputStream body() {
    return new InputStream() {
      private InputStream arrived = InputStream.nullInputStream();
      private boolean begun;

      @Override
      public int read() throws IOException {
        begin();
        return arrived.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        begin();
        return arrived.read(buffer, offset, length);
      }

      private void begin() throws TransportException {
        if (!begun && !bodyless) {
          Physics.Rest rest = Physics.body(step, limits, headNanos);
          transport.pass(index, rest.nanos());
          if (rest.trouble().isPresent()) {
            throw transport.failure(step, rest.trouble().get());
          }
          byte[] bytes = content(answer.bodyLength()).getBytes(StandardCharsets.UTF_8);
          arrived = new ByteArrayInputStream(bytes);
        }
        begun = true;
      }
    };
  }

  @Override
  public void discard(long maxBytes, long maxNanos) {
    if (!closed && !bodyless && answer.bodyLength() <= maxBytes) {
      transport.pass(index, Physics.discard(step, limits, headNanos, maxNanos));
    }
    close();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      transport.release();
    }
  }
}
