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
 * Changes the settings with which {@link Retrier#proxy} calls a method; on an interface, all its
 * methods, inherited ones included. An annotation on the method overrides that of the proxied
 * interface, which overrides that of the declaring interface. An omitted setting is the retrier's.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Retryable {

  /** The total number of retries; 0 turns retries off. Default: the retrier's. */
  int total() default AS_THE_RETRIER;

  /** The base of an exponential backoff, in milliseconds. Default: the retrier's backoff. */
  long backoffMillis() default AS_THE_RETRIER;

  /** The time for the whole call, in milliseconds. Default: the retrier's. */
  long deadlineMillis() default AS_THE_RETRIER;

  /** Retries these exceptions only. Default: the retrier's condition. */
  Class<? extends Exception>[] on() default {};

  /** Never retries these exceptions. */
  Class<? extends Exception>[] abortOn() default {};

  /** Marks a number as omitted. */
  int AS_THE_RETRIER = -1;
}
