/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retry;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Refusal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lets everything pass, or nothing, and keeps book of the permits. */
final class LedgerGuard implements Guard {

  /** A permit that came back. */
  record Back(Ending ending, long elapsedNanos) {}

  private final AtomicInteger granted = new AtomicInteger();
  private final List<Back> back = new CopyOnWriteArrayList<>();
  private volatile @Nullable String refusal;

  void refuse(String why) {
    refusal = why;
  }

  int granted() {
    return granted.get();
  }

  List<Back> back() {
    return back;
  }

  List<Ending> endings() {
    return back.stream().map(Back::ending).toList();
  }

  @Override
  public Admission admit() {
    String why = refusal;
    if (why != null) {
      return new Admission.Refused(Refusal.of(Refusal.Kind.OVERLOADED, () -> why));
    }
    granted.incrementAndGet();
    return Admission.Granted.at((ending, elapsed) -> back.add(new Back(ending, elapsed)));
  }

  @Override
  public String describe() {
    return "ledger";
  }
}
