/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.net.http2;

import java.io.IOException;

/**
 * What a connection of HTTP/2 tells the one that opened it, then the one that deals streams out.
 */
public interface Http2Events {

  /** The peer's settings have come. */
  void ready(Http2Connection connection);

  /** It was closed before it was ready, unless {@link Http2Connection#close} did it. */
  void failed(Http2Connection connection, IOException cause);

  /** It may have more room for streams, or has none any more. */
  void changed(Http2Connection connection);
}
