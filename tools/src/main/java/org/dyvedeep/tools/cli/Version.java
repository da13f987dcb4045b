package org.dyvedeep.tools.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "dyvedeep 0.1.0-SNAPSHOT",
      "Java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}
