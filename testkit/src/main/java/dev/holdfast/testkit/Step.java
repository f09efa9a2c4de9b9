/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import static dev.holdfast.testkit.Action.cut;
import static dev.holdfast.testkit.Action.drain;
import static dev.holdfast.testkit.Action.drip;
import static dev.holdfast.testkit.Action.fin;
import static dev.holdfast.testkit.Action.freeze;
import static dev.holdfast.testkit.Action.pause;
import static dev.holdfast.testkit.Action.receive;
import static dev.holdfast.testkit.Action.rst;
import static dev.holdfast.testkit.Action.send;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One entry of a {@link FaultServer}'s script: an answer or a fault.
 *
 * <p>Most steps are played when a whole request has been read. Those whose description says "on
 * accept" are played as soon as a connection is accepted and need no request; those "on the head"
 * when the request's head, not its body, has been read. Faults without a method here can be
 * composed with {@link #raw}, {@link #onAccept} and {@link #onHead}.
 *
 * <pre>{@code
 * Step.respond(503).header("Retry-After", "2");
 * Step.resetMidBody();
 * Step.raw(Action.send("HTTP/1.1 2"), Action.pause(Duration.ofMillis(20)), Action.rst());
 * }</pre>
 *
 * <p>Immutable; a step may be used many times and by many servers.
 */
public abstract sealed class Step permits ResponseStep, RawStep, ComputedStep, RepeatedStep {

  private static final String HEAD_OF_100 = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";
  private static final String CHUNKED_HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String TEN_BYTES = "0123456789";

  Step() {}

  abstract Moment moment();

  abstract List<Action> actions(Exchange exchange);

  /** A complete answer; by default the body is {@code status=<n>} and the connection is closed. */
  public static ResponseStep respond(int status) {
    return new ResponseStep(status);
  }

  /** Plays the actions, in order, when a request has been read. */
  public static Step raw(Action... actions) {
    return new RawStep(Moment.REQUEST, actions);
  }

  /** Plays the actions, in order, on accept: over TLS, before the handshake. */
  public static Step onAccept(Action... actions) {
    return new RawStep(Moment.CONNECTION, actions);
  }

  /** Plays the actions, in order, when the head of a request has been read. */
  public static Step onHead(Action... actions) {
    return new RawStep(Moment.REQUEST_HEAD, actions);
  }

  /** Plays the step that the function chooses for the request. */
  public static Step choose(Function<SeenRequest, Step> choice) {
    Objects.requireNonNull(choice, "choice");
    return new ComputedStep(exchange -> choice.apply(exchange.request().orElseThrow()));
  }

  /**
   * Plays the step this many times.
   *
   * @throws IllegalArgumentException if {@code times} is less than 1
   */
  public static Step repeat(int times, Step step) {
    return new RepeatedStep(times, step);
  }

  /** Plays the step for ever. */
  public static Step always(Step step) {
    return new RepeatedStep(Integer.MAX_VALUE, step);
  }

  // Connections

  /** On accept: RST after 50 ms. */
  public static Step resetOnAccept() {
    return onAccept(pause(Duration.ofMillis(50)), rst());
  }

  /** On accept: FIN, without reading anything. */
  public static Step closeOnAccept() {
    return onAccept(fin());
  }

  /** On accept: reads and never answers; over TLS the handshake stalls. */
  public static Step stallOnAccept() {
    return onAccept(Action.stall());
  }

  /** On accept: never reads, so that the client's writes stop. */
  public static Step neverReadRequest() {
    return onAccept(freeze());
  }

  // TLS

  /** On accept: TLS with this certificate; the next step answers the client if it trusts it. */
  public static Step presenting(TestCertificate certificate) {
    return onAccept(Action.startTls(certificate));
  }

  /** On accept: answers the ClientHello with HTTP 400 in plain text. */
  public static Step plaintextToTls() {
    return onAccept(
        receive(1), send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"), fin());
  }

  /** On accept: answers the first byte with {@code this is not http}, which is not TLS either. */
  public static Step garbageToTls() {
    return onAccept(receive(1), send("this is not http\r\n\r\n"), fin());
  }

  /** On accept: RST when the ClientHello arrives. */
  public static Step resetAfterClientHello() {
    return onAccept(receive(1), rst());
  }

  /** On accept: FIN when the ClientHello arrives. */
  public static Step closeAfterClientHello() {
    return onAccept(receive(1), fin());
  }

  /** On accept: the first bytes of a ServerHello, then FIN. */
  public static Step cutServerHello() {
    return onAccept(receive(1), send(new byte[] {22, 3, 3, 0, 122, 2, 0}), fin());
  }

  /**
   * An answer that the end of the connection delimits; over TLS it comes without a close_notify.
   */
  public static Step closeWithoutCloseNotify() {
    return raw(send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + TEN_BYTES), cut());
  }

  // Request bodies

  /** On the head: reads this many bytes of the body, then RST. */
  public static Step rstDuringRequestBody(int bytes) {
    return onHead(receive(bytes), rst());
  }

  /** On the head: 413 at once, then reads on until the client ends. */
  public static Step early413KeepReading() {
    return onHead(send(tooLarge()), drain(), fin());
  }

  /** On the head: 413 at once, then RST after 50 ms. */
  public static Step early413ThenReset() {
    return onHead(send(tooLarge()), pause(Duration.ofMillis(50)), rst());
  }

  private static String tooLarge() {
    return "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  }

  // Answer heads

  /** RST instead of an answer. */
  public static Step resetBeforeHeaders() {
    return raw(rst());
  }

  /** FIN instead of an answer. */
  public static Step closeBeforeHeaders() {
    return raw(fin());
  }

  /** {@code this is not http} instead of an answer, then FIN. */
  public static Step garbage() {
    return raw(send("this is not http\r\n\r\n"), fin());
  }

  /** No answer, until the client leaves or the server is closed. */
  public static Step stall() {
    return raw(Action.stall());
  }

  /** A status line and half a header, then FIN. */
  public static Step partialHeadersThenClose() {
    return raw(send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX-Par"), fin());
  }

  /** Half a status line, then silence. */
  public static Step partialStatusThenStall() {
    return raw(send("HTTP/1.1 2"), Action.stall());
  }

  /** An empty 200 whose head arrives byte by byte, one per interval. */
  public static Step dribbleHeaders(Duration interval) {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    return raw(drip(head, interval), fin());
  }

  /** 100 Continue, then the step. */
  public static Step informationalThen(Step step) {
    return new ComputedStep(
        exchange -> RawStep.concat(send("HTTP/1.1 100 Continue\r\n\r\n"), step.actions(exchange)));
  }

  // Answer bodies

  /** 10 of 100 bytes, then FIN. */
  public static Step truncatedBody() {
    return raw(send(HEAD_OF_100 + TEN_BYTES), fin());
  }

  /** 10 of 100 bytes, then RST after 300 ms. */
  public static Step resetMidBody() {
    return raw(send(HEAD_OF_100 + TEN_BYTES), pause(Duration.ofMillis(300)), rst());
  }

  /** 10 of 100 bytes, then silence. */
  public static Step stallMidBody() {
    return raw(send(HEAD_OF_100 + TEN_BYTES), Action.stall());
  }

  /** A chunk of 5 bytes, then one whose size is {@code zz}, then FIN. */
  public static Step badChunk() {
    return raw(send(CHUNKED_HEAD + "5\r\nhello\r\nzz\r\nworld\r\n0\r\n\r\n"), fin());
  }

  /** 10 bytes of a chunk of 100, then FIN. */
  public static Step truncatedChunked() {
    return raw(send(CHUNKED_HEAD + "64\r\n" + TEN_BYTES), fin());
  }

  /** A 200 whose body of this many bytes arrives byte by byte, one per interval. */
  public static Step dribble(int bytes, Duration interval) {
    String head =
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n".formatted(bytes);
    return raw(send(head), drip("x".repeat(bytes), interval), fin());
  }
}
