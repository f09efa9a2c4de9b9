/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.util.Optional;

/**
 * What a step may look at when its turn comes.
 *
 * @param request the request it answers; none on accept
 */
record Exchange(Origins origins, Optional<SeenRequest> request) {

  boolean isHead() {
    return request.filter(seen -> seen.method().equals("HEAD")).isPresent();
  }
}
