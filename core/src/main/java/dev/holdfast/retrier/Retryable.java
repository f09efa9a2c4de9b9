/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.retrier;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of an interface, or on the interface for all of them, those that it inherits
 * included: how {@link Retrier#proxy} calls it. The method's own comes first, then that of the
 * interface which the proxy is of, then that of the one which declares the method. Settings that
 * are left out are the retrier's.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retryable {

  /** At most that many retries; 0 turns them off. Default: as the retrier. */
  int total() default AS_THE_RETRIER;

  /** The base of an exponential backoff, in milliseconds. Default: the retrier's backoff. */
  long backoffMillis() default AS_THE_RETRIER;

  /** The time for the whole call, in milliseconds. Default: as the retrier. */
  long deadlineMillis() default AS_THE_RETRIER;

  /** Retry on these exceptions only. Default: as the retrier. */
  Class<? extends Exception>[] on() default {};

  /** Never retry on these exceptions. */
  Class<? extends Exception>[] abortOn() default {};

  /** What stands for a number that is left out. */
  int AS_THE_RETRIER = -1;
}
