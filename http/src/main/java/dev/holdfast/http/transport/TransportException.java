/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.transport;

import dev.holdfast.http.message.Headers;
import dev.holdfast.http.message.Secrets;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when one attempt failed. It has the kind of failure, whether the request may have reached
 * the peer, and whether the same bytes could succeed if sent again.
 */
public final class TransportException extends IOException {
  private static final long serialVersionUID = 1L;

  private enum Trait {
    PERMANENT,
    STALE_CONNECTION,
    UNPROCESSED,
    OWN_LIMIT,
    EMPTY_REPLY,
    PROXY_FAILED
  }

  private final FailureKind kind;
  private final Sent sent;
  private final EnumSet<Trait> traits;
  private final transient @Nullable Head head;

  /**
   * The head of a response whose body did not arrive, or which arrived before the request was sent.
   *
   * @param status 200 to 999
   * @param reason the reason phrase, possibly empty
   * @param headers as received
   */
  public record Head(int status, String reason, Headers headers) {

    /** Checks that nothing is missing. */
    public Head {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(headers, "headers");
    }

    /** Returns status and reason, escaped for a message. */
    public String statusLine() {
      return (status + " " + Secrets.foreign(reason)).strip();
    }

    /** Returns status and reason; no headers, which may hold secrets. */
    @Override
    public String toString() {
      return statusLine();
    }
  }

  private TransportException(
      FailureKind kind,
      Sent sent,
      String message,
      @Nullable Throwable cause,
      Set<Trait> traits,
      @Nullable Head head) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.sent = Objects.requireNonNull(sent, "sent");
    this.traits = EnumSet.noneOf(Trait.class);
    this.traits.addAll(traits);
    this.head = head;
  }

  /** Returns a failure that another attempt may not meet. */
  public static TransportException of(
      FailureKind kind, Sent sent, String message, @Nullable Throwable cause) {
    return new TransportException(kind, sent, message, cause, Set.of(), null);
  }

  /**
   * Returns the same failure, marked as permanent: another attempt would meet it too, such as a bad
   * certificate or a malformed message.
   */
  public TransportException asPermanent() {
    return with(Trait.PERMANENT);
  }

  /**
   * Returns the same failure, marked as one of a reused connection that ended before any byte of a
   * response: almost always a keep-alive connection that the peer had closed.
   */
  public TransportException asStaleConnection() {
    return with(Trait.STALE_CONNECTION);
  }

  /**
   * Returns the same failure, marked as unprocessed: the peer says that it did nothing for the
   * request, and is healthy (REFUSED_STREAM and GOAWAY of HTTP/2).
   */
  public TransportException asUnprocessed() {
    return with(Trait.UNPROCESSED);
  }

  /**
   * Returns the same failure, marked as not caused by the peer: when a limit ended the attempt, it
   * was waiting for a resource of this side, such as a free connection or the source of the body.
   */
  public TransportException asOwnLimit() {
    return with(Trait.OWN_LIMIT);
  }

  /**
   * Returns the same failure, marked as a connection closed orderly without a byte of a response.
   */
  public TransportException asEmptyReply() {
    return with(Trait.EMPTY_REPLY);
  }

  /** Returns the same failure, marked as that of the proxy: the origin was not reached. */
  public TransportException asProxyFailure() {
    return with(Trait.PROXY_FAILED);
  }

  /** Returns the same failure with another message. */
  public TransportException withMessage(String message) {
    return new TransportException(kind, sent, message, getCause(), traits, head);
  }

  /** Returns the same failure, with more knowledge of what was sent before. */
  public TransportException withSent(Sent more) {
    Objects.requireNonNull(more, "more");
    return new TransportException(
        kind, more, String.valueOf(getMessage()), getCause(), traits, head);
  }

  /** Returns the same failure, for an attempt that had received the head of a response. */
  public TransportException withHead(Head answered) {
    Objects.requireNonNull(answered, "answered");
    return new TransportException(
        kind, sent, String.valueOf(getMessage()), getCause(), traits, answered);
  }

  /**
   * Returns the head of the response, if it had arrived; empty also in an exception that was
   * serialized.
   */
  public Optional<Head> head() {
    return Optional.ofNullable(head);
  }

  /** Returns the kind of failure. */
  public FailureKind kind() {
    return kind;
  }

  /** Whether the request may have reached the peer. {@link Sent#NO} is a fact, not a guess. */
  public Sent sent() {
    return sent;
  }

  /** Whether another attempt would meet the same failure. */
  public boolean permanent() {
    return traits.contains(Trait.PERMANENT);
  }

  /** Whether one of its causes is a refused certificate, which would be refused again. */
  public boolean certificateRefused() {
    for (Throwable each = getCause(); each != null; each = each.getCause()) {
      if (each instanceof CertificateException
          || each instanceof CertPathValidatorException
          || each instanceof SSLPeerUnverifiedException) {
        return true;
      }
    }
    return false;
  }

  /** Whether a reused connection ended with no byte of a response. */
  public boolean staleConnection() {
    return traits.contains(Trait.STALE_CONNECTION);
  }

  /** Whether the peer said that it did nothing for the request, and is healthy. */
  public boolean unprocessed() {
    return traits.contains(Trait.UNPROCESSED);
  }

  /** Whether the attempt was waiting for a resource of this side, not for the peer. */
  public boolean ownLimit() {
    return traits.contains(Trait.OWN_LIMIT);
  }

  /** Whether the peer closed the connection orderly without a byte of a response. */
  public boolean emptyReply() {
    return traits.contains(Trait.EMPTY_REPLY);
  }

  /** Whether the proxy failed, and not the origin. */
  public boolean proxyFailed() {
    return traits.contains(Trait.PROXY_FAILED);
  }

  private TransportException with(Trait trait) {
    TransportException marked =
        new TransportException(kind, sent, String.valueOf(getMessage()), getCause(), traits, head);
    marked.traits.add(trait);
    return marked;
  }
}
