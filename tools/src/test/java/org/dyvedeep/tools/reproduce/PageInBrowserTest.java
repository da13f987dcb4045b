package org.dyvedeep.tools.reproduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a browser without a window: a script that is added to it does what a person would,
 * and writes what it sees into the page, which the browser then prints.
 */
class PageInBrowserTest {
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  @TempDir private Path folder;

  private static Optional<Path> browser() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(place -> BROWSERS.stream().map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What a script writes, as lines. */
  private List<String> seen(String script, String... flags) throws Exception {
    Optional<Path> browser = browser();
    Assumptions.assumeTrue(browser.isPresent(), "no chromium on the PATH: the page is not tried");
    ReproductionTest.sample(folder).write();
    Path page = folder.resolve("report.html");
    String added =
        """
        <script>
        const seen = [];
        %s
        const out = document.createElement('output');
        out.id = 'seen';
        out.textContent = seen.join('|');
        document.body.append(out);
        </script>
        </body>"""
            .formatted(script);
    Files.writeString(page, Files.readString(page).replace("</body>", added));
    List<String> words =
        new ArrayList<>(
            List.of(
                browser.get().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom"));
    words.addAll(List.of(flags));
    words.add(page.toUri().toString());
    Matcher output = Pattern.compile("<output id=\"seen\">([^<]*)</output>").matcher(dom(words));
    assertTrue(output.find(), "the script has not run");
    return List.of(output.group(1).split("\\|", -1));
  }

  private String dom(List<String> words) throws IOException, InterruptedException {
    Path out = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the browser hangs");
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /** The button of "top-1 dense": figures first, rows without one last, in both directions. */
  @Test
  void headingsSortRowsByKeyAndSayWhichWay() throws Exception {
    List<String> seen =
        seen(
            """
            const table = document.querySelectorAll('table')[1];
            const heads = Array.from(table.tHead.rows[0].cells);
            const head = heads.find(h => h.textContent === 'reduction, with ZIS');
            const names = () => Array.from(table.tBodies[0].rows).map(r => r.cells[0].textContent);
            for (let i = 0; i < 2; i++) {
              head.querySelector('button').focus();
              document.activeElement.click();
              seen.push(head.getAttribute('aria-sort'), ...names());
            }
            heads[0].querySelector('button').click();
            seen.push(String(head.hasAttribute('aria-sort')));
            """);
    String missing = "SqueezeNet (journal version)";
    assertEquals(
        List.of(
            "ascending",
            "VGG-16",
            "CIFAR-10",
            missing,
            "descending",
            "CIFAR-10",
            "VGG-16",
            missing,
            "false"),
        seen);
  }

  /** Everything that is used is reached by the keyboard, and shows that it has the focus. */
  @Test
  void everythingIsReachedByKeyboard() throws Exception {
    List<String> seen =
        seen(
            """
            const used = document.querySelectorAll('button, summary, .scroll');
            let outlined = 0;
            used.forEach(e => {
              e.closest('details')?.setAttribute('open', '');
              e.focus({focusVisible: true});
              if (document.activeElement === e) outlined++;
            });
            seen.push(String(used.length === outlined && used.length > 10));
            seen.push(document.documentElement.lang, String(document.querySelectorAll('main').length));
            """);
    assertEquals(List.of("true", "en", "1"), seen);
  }

  /** On a phone, wide tables scroll by themselves and the page does not. */
  @Test
  void aPhoneShowsThePageWithoutScrollingSideways() throws Exception {
    List<String> seen =
        seen(
            """
            document.querySelectorAll('details').forEach(d => d.open = true);
            seen.push(String(document.documentElement.scrollWidth <= window.innerWidth));
            seen.push(String(window.innerWidth <= 500));
            """,
            "--window-size=390,844");
    assertEquals(List.of("true", "true"), seen);
  }

  @Test
  void nightHasDarkPaper() throws Exception {
    String paper =
        "seen.push(getComputedStyle(document.body).backgroundColor.replaceAll(' ', ''));";
    assertEquals(List.of("rgb(253,253,251)"), seen(paper));
    assertEquals(
        List.of("rgb(20,24,28)"),
        seen(paper, "--force-dark-mode", "--blink-settings=preferredColorScheme=0"));
  }
}
