/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import java.io.IOException;
import java.util.List;

/**
 * Where the cookies of a jar outlive the process: see {@link CookieFile}, and {@link CookieJar}.
 */
public interface CookieStore {

  /** The cookies that were saved, the oldest first; none if nothing was. */
  List<Cookie> load() throws IOException;

  /**
   * Saves these in place of all that were saved before. Called by the thread that saves the jar or
   * closes the session, and by no other.
   *
   * @param cookies the oldest first; those that do not expire, too
   */
  void save(List<Cookie> cookies) throws IOException;
}
