/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.spring.boot;

import dev.holdfast.http.Session;
import dev.holdfast.http.SessionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The sessions of an application: the session bean, and one more for each different set of settings
 * of a client. Thread-safe; closes the sessions that it created.
 */
public final class ClientSessions implements AutoCloseable {

  private final Session shared;
  private final List<Consumer<Session>> watchers = new CopyOnWriteArrayList<>();
  private final Map<ClientSettings, Session> own = new ConcurrentHashMap<>();

  ClientSessions(Session shared) {
    this.shared = shared;
  }

  /** The session for a client with those settings. */
  public Session with(ClientSettings settings) {
    return settings.isDefault() ? shared : own.computeIfAbsent(settings, this::changed);
  }

  private Session changed(ClientSettings settings) {
    SessionBuilder builder = shared.toBuilder();
    settings.apply(builder);
    Session made = builder.build();
    watchers.forEach(watcher -> watcher.accept(made));
    return made;
  }

  /** Calls the watcher with each session, now and when another is created. */
  void each(Consumer<Session> watcher) {
    watchers.add(watcher);
    all().forEach(watcher);
  }

  /** All sessions. */
  public List<Session> all() {
    List<Session> all = new ArrayList<>();
    all.add(shared);
    all.addAll(own.values());
    return all;
  }

  /** Closes the sessions created for clients with their own settings. */
  @Override
  public void close() {
    own.values().forEach(Session::close);
  }
}
