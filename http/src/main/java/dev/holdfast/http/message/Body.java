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
   * Whether bytes of a body that is not repeatable were given to a transport. Then it cannot be
   * sent again.
   */
  default boolean spent() {
    return false;
  }

  /**
   * Whether {@link #writeTo} only copies from memory and so never blocks: then it may be called
   * where blocking is forbidden. False by default, which is always safe.
   */
  default boolean inMemory() {
    return false;
  }

  /**
   * Whether {@link #writeTo} may wait for its source, as for a stream of the caller's: a thread of
   * the session then does. By default that of a body which can be written only once.
   */
  default boolean mayStall() {
    return !repeatable();
  }

  /** Bytes to come, or -1 if not known before (sent with chunked coding). */
  long length();

  /** The value of {@code Content-Type} unless the caller set one. */
  Optional<String> contentType();

  /**
   * Writes the whole body, does not close the stream. Must let exceptions of the stream pass.
   *
   * @throws IOException if the source fails; the request is then cut off, never completed short
   */
  void writeTo(OutputStream out) throws IOException;

  /**
   * The same bytes for a transport that holds no thread, as often as the body may be written; empty
   * if only {@link #writeTo} gives them, which may block. Subscribing hands the body over. Buffers
   * are only read.
   */
  default Optional<Flow.Publisher<ByteBuffer>> asPublisher() {
    return Optional.empty();
  }

  /**
   * The same body with that content type.
   *
   * @throws IllegalArgumentException if it is no header value
   */
  default Body withContentType(String contentType) {
    return new TypedBody(this, contentType);
  }

  /** Opens a stream that gives the same bytes each time. */
  @FunctionalInterface
  interface Source {
    /** A new stream, which the session closes. */
    InputStream open() throws IOException;
  }

  /** No body at all. */
  static Body none() {
    return EmptyBody.INSTANCE;
  }

  /** These bytes, copied; {@code application/octet-stream}. */
  static Body of(byte[] bytes) {
    return wrap(Objects.requireNonNull(bytes, "bytes").clone());
  }

  /**
   * These bytes, copied, with that content type.
   *
   * @throws IllegalArgumentException if it is no header value
   */
  static Body of(byte[] bytes, String contentType) {
    return wrap(Objects.requireNonNull(bytes, "bytes").clone(), contentType);
  }

  /**
   * These bytes, not copied; {@code application/octet-stream}. They must not change until the last
   * call that sends them has ended: a retry sends what the array then holds.
   */
  static Body wrap(byte[] bytes) {
    return new BytesBody(Objects.requireNonNull(bytes, "bytes"), "application/octet-stream");
  }

  /**
   * As {@link #wrap(byte[])}, with that content type.
   *
   * @throws IllegalArgumentException if it is no header value
   */
  static Body wrap(byte[] bytes, String contentType) {
    HeaderRules.checked("Content-Type", Objects.requireNonNull(contentType, "contentType"));
    return new BytesBody(Objects.requireNonNull(bytes, "bytes"), contentType);
  }

  /** This text in UTF-8; {@code text/plain; charset=utf-8}. */
  static Body of(String text) {
    return of(text, "text/plain; charset=utf-8");
  }

  /** This text in UTF-8, with that content type. */
  static Body of(String text, String contentType) {
    return wrap(Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8), contentType);
  }

  /**
   * A file, read anew for each attempt; its length is fixed now. If it has another length when it
   * is sent, the attempt fails.
   *
   * @throws IllegalArgumentException if it is not a readable regular file
   */
  static Body file(Path path) {
    return FileBody.open(path);
  }

  /** An empty form: {@code Body.form().field("name", "value")}. */
  static FormBody form() {
    return FormBody.empty();
  }

  /** A form with those fields, in the order of the map. */
  static FormBody form(Map<String, String> fields) {
    return FormBody.of(fields);
  }

  /** An empty form for files: {@code Body.multipart().field("name", "value").file("f", path)}. */
  static MultipartBody multipart() {
    return MultipartBody.empty();
  }

  /** As {@link #of(Source, long)}, of a length that is not known before. */
  static Body of(Source source) {
    return of(source, -1);
  }

  /**
   * What a stream gives that is opened anew for each attempt, so that it can be sent again. A
   * thread of the session reads it, as that of {@link #once}.
   *
   * @param source must give the same bytes each time
   * @param length bytes to come, or -1 if not known
   * @throws IllegalArgumentException if the length is less than -1
   */
  static Body of(Source source, long length) {
    return new SuppliedBody(source, length);
  }

  /**
   * What a stream gives, once: never re-sent, so a failure after its first byte is final. The
   * stream is read by a thread of the session, so that a read that hangs keeps no call beyond its
   * deadline (a transport of the caller may read it in another way), and closed after it was
   * written.
   *
   * @param length bytes to come, or -1 if not known
   */
  static Body once(InputStream stream, long length) {
    return new OnceBody(stream, length);
  }

  /**
   * What a publisher gives, once, and only as fast as the connection takes it: never re-sent, so a
   * failure after it was subscribed to is final.
   *
   * @param source asked for one buffer after another; a buffer belongs to the session once given
   * @param length bytes to come, or -1 if not known
   */
  static Body publisher(Flow.Publisher<ByteBuffer> source, long length) {
    return new PublisherBody(source, length);
  }

  /**
   * What publishers give, one for each attempt, so that it can be sent again.
   *
   * @param source must give a publisher of the same bytes each time
   * @param length bytes to come, or -1 if not known
   * @throws IllegalArgumentException if the length is less than -1
   */
  static Body publisher(Supplier<? extends Flow.Publisher<ByteBuffer>> source, long length) {
    return new PublishersBody(source, length);
  }
}
