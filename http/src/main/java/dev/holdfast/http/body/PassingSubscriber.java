/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.http.body;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A subscriber that no longer uses a buffer when {@link #onNext} returns. So it may get the buffer
 * that all reads share, where others get a copy.
 */
public interface PassingSubscriber extends Flow.Subscriber<ByteBuffer> {}
