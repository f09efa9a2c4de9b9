/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * A request body. One that is {@link #repeatable()} can be written any number of times, with the
 * same bytes each time; one that is not is written at most once and never sent again.
 */
public interface Body {

  /** Whether {@link #writeTo} may be called more than once. */
  boolean repeatable();

  /**
   * Whether bytes of a body that is not repeatable were given to a transport, so that it cannot be
   * sent again.
   */
  default boolean spent() {
    return false;
  }

  /**
   * Whether {@link #writeTo} only copies from memory and so never blocks. Then it may be called
   * where blocking is forbidden. False by default, which is always safe.
   */
  default boolean inMemory() {
    return false;
  }

  /**
   * Whether {@link #writeTo} may wait for its source, such as a stream of the caller's. A thread of
   * the session waits then. True by default for a body that can be written only once.
   */
  default boolean mayStall() {
    return !repeatable();
  }

  /** Returns the number of bytes, or -1 if not known before (sent with chunked coding). */
  long length();

  /** Returns the value of {@code Content-Type}, used unless the caller set one. */
  Optional<String> contentType();

  /**
   * Writes the whole body, and does not close the stream. Must not catch exceptions of the stream.
   *
   * @throws IOException if the source fails; the request is then broken off, never completed short
   */
  void writeTo(OutputStream out) throws IOException;

  /**
   * Returns the same bytes for a transport that holds no thread, as often as the body may be
   * written. Empty if only {@link #writeTo} gives them, which may block. Subscribing counts as
   * sending the body. Buffers are only read.
   */
  default Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return Optional.empty();
  }

  /**
   * Returns the same body with that content type.
   *
   * @throws IllegalArgumentException if it is not a valid header value
   */
  default Body withContentType(String contentType) {
    return new TypedBody(this, contentType);
  }

  /** Opens a stream that gives the same bytes each time. */
  @FunctionalInterface
  interface Source {
    /** Opens a new stream, which the session closes. */
    InputStream open() throws IOException;
  }

  /** Returns the absence of a body. */
  static Body none() {
    return EmptyBody.INSTANCE;
  }

  /** Returns a body of these bytes, copied; {@code application/octet-stream}. */
  static Body of(byte[] bytes) {
    return wrap(Objects.requireNonNull(bytes, "bytes").clone());
  }

  /**
   * Returns a body of these bytes, copied, with that content type.
   *
   * @throws IllegalArgumentException if it is not a valid header value
   */
  static Body of(byte[] bytes, String contentType) {
    return wrap(Objects.requireNonNull(bytes, "bytes").clone(), contentType);
  }

  /**
   * Returns a body of these bytes, not copied; {@code application/octet-stream}. They must not
   * change until the last call that sends them has ended, because a retry sends the array's current
   * content.
   */
  static Body wrap(byte[] bytes) {
    return new BytesBody(Objects.requireNonNull(bytes, "bytes"), "application/octet-stream");
  }

  /**
   * Returns a body as {@link #wrap(byte[])} does, with that content type.
   *
   * @throws IllegalArgumentException if it is not a valid header value
   */
  static Body wrap(byte[] bytes, String contentType) {
    HeaderRules.checked("Content-Type", Objects.requireNonNull(contentType, "contentType"));
    return new BytesBody(Objects.requireNonNull(bytes, "bytes"), contentType);
  }

  /** Returns a body of this text in UTF-8; {@code text/plain; charset=utf-8}. */
  static Body of(String text) {
    return of(text, "text/plain; charset=utf-8");
  }

  /** Returns a body of this text in UTF-8, with that content type. */
  static Body of(String text, String contentType) {
    return wrap(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8), contentType);
  }

  /**
   * Returns a body of a file, read anew for each attempt. Its length is fixed now. If it has
   * another length when it is sent, the attempt fails.
   *
   * @throws IllegalArgumentException if it is not a readable regular file
   */
  static Body file(Path path) {
    return FileBody.open(path);
  }

  /** Returns an empty form: {@code Body.form().field("name", "value")}. */
  static FormBody form() {
    return FormBody.empty();
  }

  /** Returns a form with those fields, in the order of the map. */
  static FormBody form(Map<String, String> fields) {
    return FormBody.of(fields);
  }

  /**
   * Returns an empty form for files: {@code Body.multipart().field("name", "value").file("f",
   * path)}.
   */
  static MultipartBody multipart() {
    return MultipartBody.empty();
  }

  /** Returns a body as {@link #of(Source, long)} does, of unknown length. */
  static Body of(Source source) {
    return of(source, -1);
  }

  /**
   * Returns a body from a stream that is opened anew for each attempt, so that the body can be sent
   * again. A thread of the session reads it, as in {@link #once}.
   *
   * @param source must give the same bytes each time
   * @param length the number of bytes, or -1 if not known
   * @throws IllegalArgumentException if the length is less than -1
   */
  static Body of(Source source, long length) {
    return new SuppliedBody(source, length);
  }

  /**
   * Returns a body from a stream that can be read once. It is never re-sent, so a failure after its
   * first byte is final. A thread of the session reads the stream, so that a hanging read does not
   * keep the call beyond its deadline (a transport of the caller may read it in another way). The
   * stream is closed after it was written.
   *
   * @param length the number of bytes, or -1 if not known
   */
  static Body once(InputStream stream, long length) {
    return new OnceBody(stream, length);
  }

  /**
   * Returns a body from a publisher, sent once, as fast as the connection accepts it. It is never
   * re-sent, so a failure after the subscription is final.
   *
   * @param source gets a demand of one buffer at a time; a delivered buffer belongs to the session
   * @param length the number of bytes, or -1 if not known
   */
  static Body publisher(Flow.Publisher<ByteBuffer> source, long length) {
    return new PublisherBody(source, length);
  }

  /**
   * Returns a body from publishers, one for each attempt, so that it can be sent again.
   *
   * @param source must return a publisher of the same bytes each time
   * @param length the number of bytes, or -1 if not known
   * @throws IllegalArgumentException if the length is less than -1
   */
  static Body publisher(Supplier<? extends Flow.Publisher<ByteBuffer>> source, long length) {
    return new PublishersBody(source, length);
  }
}
