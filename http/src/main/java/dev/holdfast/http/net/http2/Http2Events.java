/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.io.IOException;

/** The events of an HTTP/2 connection, for its opener and later for the pool of streams. */
public interface Http2Events {

  /** Called when the peer's settings have arrived. */
  void ready(Http2Connection connection);

  /** Called when it was closed before it was ready, unless {@link Http2Connection#close} did it. */
  void failed(Http2Connection connection, IOException cause);

  /** Called when it may have more room for streams, or has none any more. */
  void changed(Http2Connection connection);
}
