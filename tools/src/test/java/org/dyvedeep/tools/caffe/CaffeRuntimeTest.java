package org.dyvedeep.tools.caffe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dyvedeep.tools.worker.WorkerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where native Caffe is looked for, and what is said where it is not. */
class CaffeRuntimeTest {
  @Test
  void absenceIsOneSentenceThatHelps(@TempDir Path project) throws IOException {
    assertEquals(Optional.empty(), CaffeRuntime.find(project));
    assertThrows(WorkerException.class, () -> CaffeRuntime.require(project));
    assertTrue(CaffeRuntime.absence("Linux", "amd64").contains("mvn -B -q -Pnative-caffe"));
    String arm = CaffeRuntime.absence("Linux", "aarch64");
    assertTrue(arm.contains("aarch64") && !arm.contains("mvn"), arm);
    assertTrue(!CaffeRuntime.absence("Windows 11", "amd64").contains("mvn"));
  }

  @Test
  void librariesWithoutNativesDoNotCount(@TempDir Path project) throws IOException {
    Path target = project.resolve("tools/caffe-worker/target");
    Files.createDirectories(target.resolve("classes"));
    Path lib = Files.createDirectories(target.resolve("lib"));
    Files.createFile(lib.resolve("caffe-1.0-1.5.8.jar"));
    assertEquals(Optional.empty(), CaffeRuntime.find(project));
    Files.createFile(lib.resolve("caffe-1.0-1.5.8-linux-x86_64.jar"));
    assertTrue(CaffeRuntime.find(project).orElseThrow().classPath().contains(lib + "/*"));
  }
}
