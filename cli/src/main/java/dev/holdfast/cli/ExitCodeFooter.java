/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;

/** Puts the table of exit codes, which the code knows, at the end of the help. */
final class ExitCodeFooter implements IModelTransformer {

  @Override
  public CommandSpec transform(CommandSpec spec) {
    spec.usageMessage().footer(Exit.table().toArray(new String[0]));
    return spec;
  }
}
