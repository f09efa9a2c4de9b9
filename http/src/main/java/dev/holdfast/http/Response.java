/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.http.codec.CodecException;
import dev.holdfast.http.json.Codecs;
import dev.holdfast.http.json.JsonText;
import dev.holdfast.http.problem.Problem;
import dev.holdfast.http.text.BodyText;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is in memory. Immutable (the bytes are not copied) and thread-safe.
 *
 * <p>From status 400 on, the status counts even if the body does not arrive whole, and the response
 * of an exception may lack its body: every method that reads the body then throws. A part of a body
 * is never returned as the whole.
 */
public final class Response extends HttpResponse {

  private final Codecs codecs;

  /** Creates a response whose body is in memory. */
  Response(Request request, ReceivedResponse received, History history, Codecs codecs) {
    super(request, received, history);
    this.codecs = codecs;
  }

  /**
   * Returns the body. It is not copied: do not change it.
   *
   * @throws RequestException if it did not arrive whole; its category says why
   */
  public byte[] bytes() {
    TransportException lost = received.bodyFailure();
    if (lost != null) {
      throw failure(
              Category.of(lost.kind()),
              "the body of the " + received.statusLine() + " from " + url() + " was lost: "
                  + lost.getMessage(),
              lost)
          .toException();
    }
    return Objects.requireNonNull(received.body());
  }

  /**
   * Returns the body as text in the character set of its byte order mark (UTF-8 or UTF-16), else in
   * that of the {@code Content-Type}, else in UTF-8, also if the named one is not known. Byte order
   * marks are left out. Malformed input becomes U+FFFD.
   *
   * @throws RequestException if the body did not arrive whole
   */
  public String text() {
    return BodyText.of(headers(), bytes());
  }

  /**
   * Returns the body as text in that character set, whatever the response declares. Use it for
   * servers that declare a wrong one. A byte order mark of that character set is left out.
   *
   * @throws RequestException if the body did not arrive whole
   */
  public String text(Charset charset) {
    return BodyText.in(Objects.requireNonNull(charset, "charset"), bytes());
  }

  /**
   * Returns the body as JSON: UTF-8, UTF-16 or UTF-32, whatever the {@code Content-Type} says (RFC
   * 8259 section 8.1); bytes that are not UTF-8 are read in the character set that it names, if
   * any. The session's {@link dev.holdfast.http.codec.BodyCodec} decodes it. The exception gives
   * the position of an error but quotes nothing of the body, which may hold secrets.
   *
   * @throws BodyDecodingException if it is not JSON of that type, or no codec can be used
   * @throws RequestException if the body did not arrive whole
   */
  @SuppressWarnings("unchecked") // Codecs has checked it, but for int.class and the like.
  public <T> T json(Class<T> type) {
    return (T) decoded(Objects.requireNonNull(type, "type"));
  }

  /**
   * Returns the body as JSON of a generic type.
   *
   * @throws BodyDecodingException if it is not JSON of that type, or no codec can be used
   * @throws RequestException if the body did not arrive whole
   */
  @SuppressWarnings("unchecked") // The codec was asked for that type.
  public <T> T json(TypeRef<T> type) {
    return (T) decoded(type.type());
  }

  /**
   * Returns the problem that the server describes in {@code application/problem+json} (RFC 9457).
   * The session's codec reads it. Empty if there is none, if the body is something else, or did not
   * arrive whole.
   */
  public Optional<Problem> problem() {
    return ErrorBody.problem(this, codecs);
  }

  /** Whether the body arrived whole. */
  boolean hasBody() {
    return received.bodyFailure() == null && received.body() != null;
  }

  @Override
  public Response raiseForStatus() {
    if (ok()) {
      return this;
    }
    TransportException lost = received.bodyFailure();
    String message = received.statusLine() + " from " + request.method() + " " + url()
        + (lost == null ? ErrorBody.words(problem()) : "; its body was lost: " + lost.getMessage());
    throw failure(Category.STATUS_ERROR, message, lost).toException();
  }

  private boolean looksLikeMarkup() {
    byte[] body = bytes();
    int i = 0;
    while (i < body.length && body[i] >= 0 && body[i] <= ' ') {
      i++;
    }
    return i < body.length && body[i] == '<';
  }

  /** Decodes the body; null only where the document says so. */
  @SuppressWarnings("NullAway") // As with any JSON library: null is what `null` means.
  private Object decoded(Type type) {
    byte[] document = JsonText.utf8(headers(), bytes());
    try {
      return codecs.decode(document, type);
    } catch (CodecException e) {
      String message = String.format(
          "the body of the %d from %s is not JSON of type %s: %s%s",
          status(),
          url(),
          type.getTypeName(),
          e.getMessage(),
          looksLikeMarkup() ? "; it looks like HTML or XML" : "");
      Failure failure = failure(Category.DECODING_ERROR, message, null);
      throw (e.getCause() == null ? failure : failure.withCause(e.getCause())).toException();
    }
  }

  private Failure failure(Category category, String message, @Nullable TransportException cause) {
    return new Failure(
        category,
        Sent.ANSWERED,
        message,
        Optional.ofNullable(cause),
        Optional.of(request),
        attempts(),
        Optional.of(this),
        Optional.empty());
  }

  /** Returns status, URL and size; neither headers nor body. */
  @Override
  public String toString() {
    byte[] body = received.body();
    String size = body == null ? "no whole body" : body.length + " bytes";
    return "Response[" + status() + " from " + url() + ", " + size + "]";
  }
}
