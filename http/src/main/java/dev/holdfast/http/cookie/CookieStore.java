/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.cookie;

import java.io.IOException;
import java.util.List;

/**
 * Stores the cookies of a jar beyond the end of the process: see {@link CookieFile}, and
 * {@link CookieJar}.
 */
public interface CookieStore {

  /** Returns the saved cookies, the oldest first; none if nothing was saved. */
  List<Cookie> load() throws IOException;

  /**
   * Saves these cookies, which replace all saved before. Called only by the thread that saves the
   * jar or closes the session.
   *
   * @param cookies the oldest first, including those without an expiry
   */
  void save(List<Cookie> cookies) throws IOException;
}
