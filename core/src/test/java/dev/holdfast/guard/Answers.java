/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.guard;

import static org.assertj.core.api.Assertions.assertThat;

/** Casts a guard's answer to the expected kind. */
public final class Answers {

  private Answers() {}

  public static Admission.Granted granted(Admission answer) {
    return as(Admission.Granted.class, answer);
  }

  public static Admission.Later later(Admission answer) {
    return as(Admission.Later.class, answer);
  }

  public static Admission.Queued queued(Admission answer) {
    return as(Admission.Queued.class, answer);
  }

  public static Refusal refused(Admission answer) {
    return as(Admission.Refused.class, answer).refusal();
  }

  private static <A extends Admission> A as(Class<A> kind, Admission answer) {
    assertThat(answer).isInstanceOf(kind);
    return kind.cast(answer);
  }
}
