/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Sessions below the models of LangChain4j. */
@NullMarked
package dev.holdfast.langchain4j;

import org.jspecify.annotations.NullMarked;
