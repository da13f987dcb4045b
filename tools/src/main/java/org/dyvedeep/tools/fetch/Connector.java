package org.dyvedeep.tools.fetch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Opens connections to one address: the request's headers, redirects, and which addresses may be
 * followed.
 */
final class Connector {
  private static final int MAX_REDIRECTS = 5;

  private final URI start;
  private final FetchSettings settings;

  Connector(URI start, FetchSettings settings) {
    this.start = start;
    this.settings = settings;
  }

  /** Sends the request and follows redirects by hand, so that none leads from https to http. */
  HttpURLConnection open(long from, String validator) throws IOException {
    URI address = start;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      checkScheme(address);
      HttpURLConnection connection = request(address, from, validator);
      int status = status(connection);
      boolean redirect = status >= 301 && status <= 308 && status != 304 && status != 305;
      if (!redirect) {
        return connection;
      }
      String location = connection.getHeaderField("Location");
      connection.disconnect();
      if (location == null) {
        throw refused(address, "redirects (status " + status + ") without saying where to");
      }
      address = resolve(address, location);
    }
    throw refused(start, "redirects more than " + MAX_REDIRECTS + " times");
  }

  private static URI resolve(URI address, String location) throws FetchException {
    try {
      return address.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          address + ": redirects to \"" + location + "\", which is no address", e);
    }
  }

  private void checkScheme(URI address) throws FetchException {
    boolean allowed =
        "https".equalsIgnoreCase(address.getScheme())
            || ("http".equalsIgnoreCase(address.getScheme())
                && "http".equalsIgnoreCase(start.getScheme()));
    if (!allowed || address.getHost() == null) {
      throw refused(start, "leads to " + address + "; only https is followed from here");
    }
  }

  private HttpURLConnection request(URI address, long from, String validator) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout(Math.toIntExact(settings.connectTimeout().toMillis()));
    connection.setReadTimeout(Math.toIntExact(settings.readTimeout().toMillis()));
    connection.setRequestProperty("User-Agent", "dyvedeep-fetch");
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=" + from + "-");
      connection.setRequestProperty("If-Range", validator);
    }
    return connection;
  }

  static int status(HttpURLConnection connection) throws IOException {
    try {
      int status = connection.getResponseCode();
      if (status < 0) {
        throw new PassingFailure("the server's answer is not HTTP", null);
      }
      return status;
    } catch (PassingFailure e) {
      throw e;
    } catch (UnknownHostException e) {
      throw new FetchException(
          "%s: the server's name %s is not known here; is the network up?"
              .formatted(connection.getURL(), connection.getURL().getHost()),
          e);
    } catch (IOException e) {
      throw new PassingFailure("cannot reach the server (" + e + "); check the network", e);
    }
  }

  static FetchException refused(URI address, String problem) {
    return new FetchException(address + ": " + problem);
  }
}
