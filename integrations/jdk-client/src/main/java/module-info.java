/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
import org.jspecify.annotations.NullMarked;

/** A session as the JDK's {@code HttpClient}, for libraries that take one. */
@NullMarked
module dev.holdfast.jdk {
  requires transitive dev.holdfast.http;
  requires transitive java.net.http;
  requires static transitive org.jspecify;

  exports dev.holdfast.jdk;
}
