/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.field;

import java.util.UUID;

/** Version 7 UUIDs (RFC 9562 section 5.7): 48 bits of time, 74 of secure randomness. */
public final class UuidV7 {

  private UuidV7() {}

  /** Creates a UUID of that time. */
  public static UUID create(long epochMillis) {
    UUID random = UUID.randomUUID();
    long high = (epochMillis << 16) | 0x7000 | (random.getMostSignificantBits() & 0x0fff);
    // The variant bits of a version 4 UUID are those of version 7.
    return new UUID(high, random.getLeastSignificantBits());
  }
}
