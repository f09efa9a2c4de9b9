/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.micrometer;

import dev.holdfast.http.SessionBuilder;
import dev.holdfast.http.call.AttributeKey;
import dev.holdfast.http.call.CallInfo;
import dev.holdfast.http.call.ContextCarrier;
import dev.holdfast.http.hook.OutgoingAttempt;
import dev.holdfast.http.listen.CallScope;
import dev.holdfast.log.SparseLog;
import dev.holdfast.time.TimeSource;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.lang.System.Logger.Level;
import java.util.Objects;

/**
 * Observations of a session's calls: {@code holdfast.http.call} below the observation that is
 * current where the call is made, and below it {@code holdfast.http.attempt} for each attempt, of
 * kind CLIENT. A tracing handler puts the context of each attempt into its headers. A hedge has a
 * {@code holdfast.http.hedge} of its own beside its attempt, and so its own context. Code of the
 * caller that runs on threads of the session has the caller's observation as its current one.
 * Thread-safe.
 *
 * <pre>{@code
 * Session session = HoldfastObservations.of(registry).install(Session.builder()).build();
 * }</pre>
 *
 * <p>The names differ from those of {@link HoldfastMetrics}, since a registry of meters that
 * handles observations would otherwise have two timers of one name with different tags. A handler
 * that throws is logged and changes nothing.
 */
public final class HoldfastObservations {

  private static final AttributeKey<ObservedCall> OBSERVED =
      AttributeKey.of("dev.holdfast.micrometer.call", ObservedCall.class);

  private final SparseLog failures = new SparseLog(
      System.getLogger("dev.holdfast.micrometer"), Level.WARNING, TimeSource.system(), "failures");

  private final ObservationRegistry registry;
  private final CallTags tags = new CallTags();

  private HoldfastObservations(ObservationRegistry registry) {
    this.registry = registry;
  }

  /** Creates observations that report to that registry. */
  public static HoldfastObservations of(ObservationRegistry registry) {
    return new HoldfastObservations(Objects.requireNonNull(registry, "registry"));
  }

  /** Adds the listener and the hooks to that builder, and returns it. */
  public SessionBuilder install(SessionBuilder builder) {
    return builder
        .listener(this::begin)
        .hooks(hooks -> hooks.beforeAttempt(this::propagate))
        .context(this::capture);
  }

  /**
   * Begins the observation of a call. A registry without handlers is a no-op; it may get some
   * later.
   */
  private CallScope begin(CallInfo call) {
    if (registry.isNoop()) {
      return CallScope.NONE;
    }
    ObservedCall observed = new ObservedCall(registry, tags, call);
    call.put(OBSERVED, observed);
    return observed;
  }

  /**
   * Starts the observation of a request. Catches exceptions, since a hook that throws would end the
   * call.
   */
  private void propagate(OutgoingAttempt attempt) {
    try {
      attempt.call().get(OBSERVED).ifPresent(observed -> observed.outgoing(attempt));
    } catch (RuntimeException | Error failure) {
      failures.write("an observation failed; the call goes on", failure);
    }
  }

  private ContextCarrier.Captured capture() {
    Observation current = registry.getCurrentObservation();
    if (current == null) {
      return () -> () -> {};
    }
    return () -> {
      Observation.Scope scope = current.openScope();
      return scope::close;
    };
  }
}
