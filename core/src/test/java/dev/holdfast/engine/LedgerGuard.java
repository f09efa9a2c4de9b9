/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.engine;

import dev.holdfast.guard.Admission;
import dev.holdfast.guard.Ending;
import dev.holdfast.guard.Guard;
import dev.holdfast.guard.Permit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A guard that admits every attempt unless set otherwise, and records its permits. */
public final class LedgerGuard implements Guard, Permit {

  /** A permit that was given back. */
  public record Back(Ending ending, long elapsedNanos) {}

  private final AtomicInteger granted = new AtomicInteger();
  private final List<Back> back = new CopyOnWriteArrayList<>();
  private volatile @Nullable Admission answer;
  private volatile Runnable meanwhile = () -> {};

  /** An empty ledger. */
  public LedgerGuard() {}

  /** Sets the answer to every attempt from now on. */
  public void answer(Admission always) {
    answer = always;
  }

  /** Sets a task that runs before each answer. */
  public void whenAsked(Runnable task) {
    meanwhile = task;
  }

  public int granted() {
    return granted.get();
  }

  public List<Back> back() {
    return back;
  }

  public List<Ending> endings() {
    return back.stream().map(Back::ending).toList();
  }

  @Override
  public Admission admit() {
    meanwhile.run();
    Admission always = answer;
    if (always != null) {
      return always;
    }
    granted.incrementAndGet();
    return Admission.Granted.at(this);
  }

  @Override
  public void close(Ending ending, long elapsedNanos) {
    back.add(new Back(ending, elapsedNanos));
  }

  @Override
  public String describe() {
    return "ledger";
  }
}
