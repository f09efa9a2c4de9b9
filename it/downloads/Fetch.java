import dev.holdfast.http.DownloadedResponse;
import dev.holdfast.http.Request;
import dev.holdfast.http.Retry;
import dev.holdfast.http.Session;
import dev.holdfast.http.download.Download;
import java.nio.file.Path;
import java.time.Duration;

/** Downloads for it/downloads.sh: java -cp holdfast-cli.jar Fetch.java URL FILE SHA256 RETRIES. */
class Fetch {
  public static void main(String[] args) {
    Download download = Download.to(Path.of(args[1])).digest("SHA-256", args[2]);
    Request request = Request.get(args[0])
        .deadline(Duration.ofSeconds(50))
        .retry(Retry.builder().total(Integer.parseInt(args[3])).build());
    try (Session session = Session.create()) {
      DownloadedResponse response = session.download(request, download);
      System.out.println(response.attempts().size() + " attempts, continued from "
          + response.continuedFrom() + ", " + response.size() + " bytes");
    }
  }
}
