/*
 * Copyright 2026 The Holdfast Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.holdfast.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    String java = System.getProperty("java.version");
    return new String[] {
      "holdfast " + (version == null ? "(not packaged)" : version) + " (Java " + java + ")"
    };
  }
}
