/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.apache;

import dev.holdfast.http.transport.*;
import javax.net.ssl.SSLContext;

public final class HttpCoreTransport {
  public static Builder builder() {
    return new Builder();
  }

  public static final class Builder {
    public Builder dns(Dns d) {
      return this;
    }

    public Builder sslContext(SSLContext d) {
      return this;
    }

    public Builder maxConnectionsPerRoute(int d) {
      return this;
    }

    public Builder maxConnections(int d) {
      return this;
    }

    public Transport build() {
      throw new IllegalStateException();
    }
  }
}
