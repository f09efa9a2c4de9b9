/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.jdk;

import dev.holdfast.http.Session;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * The settings that a client reports about itself.
 *
 * @param owned the session, if it is closed with the client
 */
record ClientSettings(
    Version version,
    Redirect redirect,
    Optional<Duration> connectTimeout,
    Optional<SSLContext> ssl,
    Optional<Executor> executor,
    Optional<Session> owned) {

  static final ClientSettings DEFAULTS = new ClientSettings(
      Version.HTTP_1_1,
      Redirect.NORMAL,
      Optional.empty(),
      Optional.empty(),
      Optional.empty(),
      Optional.empty());
}
