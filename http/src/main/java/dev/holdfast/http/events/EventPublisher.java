/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.events;

import dev.holdfast.http.sse.EventOptions;
import dev.holdfast.http.sse.ServerSentEvent;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Publishes the events of a server. Each subscriber has connections of its own.
 *
 * @param source creates a source for each subscriber
 */
public record EventPublisher(Supplier<EventSource> source, EventOptions options)
    implements Flow.Publisher<ServerSentEvent> {

  @Override
  public void subscribe(Flow.Subscriber<? super ServerSentEvent> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    new EventSubscription(source.get(), options, subscriber).start();
  }
}
