/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http;

import dev.holdfast.engine.Price;
import dev.holdfast.engine.Verdict;
import dev.holdfast.guard.Ending;
import dev.holdfast.http.transport.FailureKind;
import dev.holdfast.http.transport.Sent;
import dev.holdfast.http.transport.TransportException;
import dev.holdfast.retry.Counter;
import dev.holdfast.retry.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides what may be retried: the table of docs/guide.md. Safe methods and requests with an
 * idempotency key are retried after every transient failure, others only if it is certain that
 * nothing was sent.
 */
final class HttpClassifier {

  /** The shared verdict on most calls. */
  private static final Verdict OK = new Verdict.Accept("status 200 OK");

  /** The status for a request whose idempotency key is still being processed (IETF draft). */
  private static final int CONFLICT = 409;

  /**
   * The number of free retries after harmless failures in a call: the first at once, the next with
   * the backoff. Later ones cost budget, because a server that refuses every stream must not be
   * overloaded.
   */
  private static final int FREE = 2;

  private final Retry retry;
  private final boolean hasIdempotencyKey;
  private boolean reachedBefore;
  private boolean unknownHostRetried;
  private int harmless;

  /** Creates a classifier for one call. */
  HttpClassifier(Retry retry, boolean hasIdempotencyKey) {
    this.retry = retry;
    this.hasIdempotencyKey = hasIdempotencyKey;
  }

  /** Judges the outcome of an attempt. */
  Verdict judge(String method, Outcome<ReceivedResponse> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    if (failure != null) {
      return failure(method, failure);
    }
    ReceivedResponse answered = Outcomes.answer(outcome);
    return answered.redirect().isPresent()
        ? redirect(answered, answered.redirect().get())
        : status(method, answered);
  }

  private static Verdict redirect(ReceivedResponse answered, Redirects.Target target) {
    if (target instanceof Redirects.Target.Next next) {
      return new Verdict.Follow("status " + answered.status() + " leads to " + next.request());
    }
    if (target instanceof Redirects.Target.Refused refused) {
      return new Verdict.Reject(refused.reason());
    }
    throw new AssertionError(target);
  }

  /** Whether the response may be retried, so that its body need not be read. */
  boolean mayRetryStatus(String method, ReceivedResponse answered) {
    return repeatable(method) && retries(answered);
  }

  /**
   * Whether the outcome is final for a hedged pair: a hedge that still runs would not give a better
   * one.
   */
  boolean settles(String method, Outcome<ReceivedResponse> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    return failure == null ? settles(method, Outcomes.answer(outcome)) : isFinal(failure);
  }

  private boolean settles(String method, ReceivedResponse answered) {
    return answered.redirect().isPresent()
        || !repeatable(method)
        || !retries(answered) && !conflicting(answered);
  }

  /** Judges a response that is not a redirect. */
  Verdict status(String method, ReceivedResponse answered) {
    if (answered.crossed() && repeatable(method)) {
      return harmless(
          Counter.READ,
          "status 408 crossed the request: the server had given up its kept-alive connection");
    }
    String misfit = answered.misfit();
    if (misfit != null && repeatable(method)) {
      return harmless(Counter.READ, misfit);
    }
    boolean retried = retries(answered);
    if (!retried && answered.status() == 200 && answered.reason().equals("OK")) {
      return OK;
    }
    String name = "status " + answered.statusLine();
    if (!retried) {
      return answered.status() < 400
          ? new Verdict.Accept(name)
          : new Verdict.Reject(name + " is not retried");
    }
    if (!repeatable(method)) {
      return new Verdict.Reject(name + ": " + unsafe(method));
    }
    reachedBefore = true;
    String why = conflicting(answered)
        ? name + ": an earlier request with this idempotency key may still be processed"
        : name;
    Optional<Duration> delay =
        retry.respectsRetryAfter() ? answered.retryAfter().delay() : Optional.empty();
    Verdict.Retryable verdict = Verdict.retry(Counter.STATUS, why).after(delay);
    if (answered.retryAfter().dated()) {
      verdict = verdict.dated();
    }
    return limitsClient(answered.status()) ? verdict.price(Price.KEPT) : verdict;
  }

  /** Whether the status limits this client and says nothing about the server's health. */
  static boolean limitsClient(int status) {
    return status == 429 || status == 403;
  }

  /**
   * Returns the cooldown that the response asks for: empty if it asks for none, zero if it gives no
   * time.
   */
  Optional<Duration> leaveAlone(ReceivedResponse answered) {
    int status = answered.status();
    boolean asks = invitesRetry(status) && status != 413 && retry.respectsRetryAfter();
    if (!asks) {
      return Optional.empty();
    }
    Duration most = retry.policy().serverDelayMax();
    boolean clamps = retry.policy().clampServerDelay();
    Optional<Duration> asked = answered
        .retryAfter()
        .delay()
        .filter(delay -> !delay.isZero())
        .map(delay -> clamps && delay.compareTo(most) > 0 ? most : delay);
    return status == 429 ? Optional.of(asked.orElse(Duration.ZERO)) : asked;
  }

  /**
   * Returns what the outcome says about the server's health, whether or not the attempt is retried.
   */
  Ending ending(Outcome<ReceivedResponse> outcome) {
    TransportException failure = Outcomes.failure(outcome);
    if (failure != null) {
      return ending(failure);
    }
    ReceivedResponse answered = Outcomes.answer(outcome);
    if (answered.crossed() || answered.misfit() != null) {
      return Ending.IGNORED;
    }
    return passing(answered) ? Ending.FAILED : Ending.SUCCEEDED;
  }

  private static Ending ending(TransportException failure) {
    boolean ours = isFinal(failure.kind()) && failure.kind() != FailureKind.DEADLINE_EXCEEDED
        || isOurs(failure);
    return ours || failure.permanent() || isHarmless(failure) ? Ending.IGNORED : Ending.FAILED;
  }

  /** Whether the failure was caused on this side, not by the server. */
  private static boolean isOurs(TransportException failure) {
    return failure.ownLimit() || failure.kind() == FailureKind.POOL_TIMEOUT;
  }

  /** Whether the server processed nothing and is healthy as far as known. */
  private static boolean isHarmless(TransportException failure) {
    return failure.staleConnection() || failure.unprocessed();
  }

  /** Judges an attempt that failed. */
  Verdict failure(String method, TransportException failure) {
    String name = failure.kind().code();
    if (isFinal(failure)) {
      return new Verdict.Reject(name + " is not retried: another attempt would end the same way");
    }
    boolean ours = isOurs(failure);
    if (failure.kind() == FailureKind.DNS_FAILURE && !ours) {
      return unknownHost(name);
    }
    boolean sent = failure.sent() != Sent.NO;
    if (sent && !repeatable(method)) {
      return new Verdict.Reject(name + ": " + unsafe(method));
    }
    reachedBefore |= sent;
    Counter counter = sent ? Counter.READ : Counter.CONNECT;
    if (isHarmless(failure)) {
      return harmless(counter, name + ": " + why(failure));
    }
    String why = sent ? name : name + ": nothing was sent";
    return ours ? Verdict.retryForFree(counter, why) : Verdict.retry(counter, why);
  }

  private Verdict harmless(Counter counter, String why) {
    harmless++;
    if (harmless == 1) {
      return Verdict.retryAtOnce(counter, why);
    }
    return harmless <= FREE ? Verdict.retryForFree(counter, why) : Verdict.retry(counter, why);
  }

  private static String why(TransportException failure) {
    if (failure.unprocessed()) {
      return "the server did not process the request";
    }
    return "the kept-alive connection had been closed"
        + (failure.sent() == Sent.NO ? ", nothing was sent" : "");
  }

  /**
   * Judges an unknown host. Java's resolver cannot tell an unknown name from a failed name server.
   */
  private Verdict unknownHost(String name) {
    if (unknownHostRetried) {
      return new Verdict.Reject(name + ": an unknown host is retried once at most");
    }
    unknownHostRetried = true;
    return Verdict.retry(Counter.CONNECT, name + ": nothing was sent");
  }

  private boolean retries(ReceivedResponse answered) {
    return answered.crossed()
        || passing(answered)
        || conflicting(answered)
            && (reachedBefore
                || retry.respectsRetryAfter() && answered.retryAfter().delay().isPresent());
  }

  /**
   * Whether the response is a conflict with an earlier attempt of the same call, whose result is
   * not known yet.
   */
  private boolean conflicting(ReceivedResponse answered) {
    return hasIdempotencyKey && answered.status() == CONFLICT;
  }

  /** Whether the response is transient: by its status, or because it has a {@code Retry-After}. */
  private boolean passing(ReceivedResponse answered) {
    return retry.retriesStatus(answered.status())
        || retry.respectsRetryAfter()
            && invitesRetry(answered.status())
            && answered.retryAfter().delay().isPresent();
  }

  /**
   * Whether the status is retried if it has a {@code Retry-After}, even if it is not listed. A 403
   * with that header means a rate limit, as at GitHub.
   */
  private static boolean invitesRetry(int status) {
    return status == 403 || status == 413 || status == 429 || status == 503;
  }

  /** Whether the request may reach the server more than once without harm. */
  boolean repeatable(String method) {
    return hasIdempotencyKey || retry.retriesMethod(method);
  }

  /** Whether another attempt would end the same way. */
  private static boolean isFinal(TransportException failure) {
    return failure.permanent() || isFinal(failure.kind());
  }

  private static boolean isFinal(FailureKind kind) {
    return switch (kind) {
      case DEADLINE_EXCEEDED, CANCELLED, INVALID_REQUEST, DECODING_ERROR -> true;
      default -> false;
    };
  }

  static String unsafe(String method) {
    return method
        + " may have been processed and is not among the methods that are retried;"
        + " an idempotency key would make it safe";
  }
}
