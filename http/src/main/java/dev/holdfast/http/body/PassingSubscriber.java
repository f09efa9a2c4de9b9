/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A subscriber that has done with a buffer when {@link #onNext} returns. So it may be given the
 * space into which everything is read, where others are given a copy.
 */
public interface PassingSubscriber extends Flow.Subscriber<ByteBuffer> {}
