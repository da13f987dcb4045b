package org.dyvedeep.tools.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback device that misbehaves as a test asks it to. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** Answers one request. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
    try (exchange) {
      answers.getOrDefault(exchange.getRequestURI().getPath(), status(404)).to(exchange);
    }
  }

  void on(String path, Answer answer) {
    answers.put(path, answer);
  }

  /** Paths asked for, with the Range header where there was one. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Settings of a fetcher that takes everything from this server. */
  FetchSettings settings(int attempts) {
    return new FetchSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        attempts,
        Duration.ofMillis(1),
        Duration.ofSeconds(20),
        Optional.of(base()));
  }

  /** What a fetch has left in an entry's folder, apart from the lock file. */
  static List<String> left(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals(".lock"))
          .sorted()
          .toList();
    }
  }

  static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  static Answer redirect(String to) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  static Answer page(String type, String text) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, text.length());
      exchange.getResponseBody().write(text.getBytes(StandardCharsets.US_ASCII));
    };
  }

  /** A well-behaved server of one file, with ranges. */
  static Answer file(byte[] content, String tag) {
    return truncated(content, tag, Integer.MAX_VALUE);
  }

  /** Announces the rest of the file, but sends at most {@code most} bytes of it and closes. */
  static Answer truncated(byte[] content, String tag, int most) {
    return exchange -> {
      String range = exchange.getRequestHeaders().getFirst("Range");
      boolean unchanged = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
      int from = 0;
      int status = 200;
      if (range != null && unchanged) {
        from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        status = 206;
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      }
      exchange.getResponseHeaders().set("ETag", tag);
      exchange.sendResponseHeaders(status, content.length - from);
      OutputStream out = exchange.getResponseBody();
      int end = (int) Math.min(content.length, (long) from + most);
      out.write(Arrays.copyOfRange(content, from, end));
      out.flush();
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
