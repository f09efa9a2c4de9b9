/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.testkit;

import java.util.Optional;

/**
 * The inputs of a step when it is played.
 *
 * @param request the request it answers; none on accept
 */
record Exchange(Origins origins, Optional<SeenRequest> request) {

  boolean isHead() {
    return request.filter(seen -> seen.method().equals("HEAD")).isPresent();
  }
}
