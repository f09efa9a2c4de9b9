import dev.holdfast.http.Request;
import dev.holdfast.http.Response;
import dev.holdfast.http.Session;
import dev.holdfast.http.message.Body;
import java.nio.file.Path;

/** Sends the forms of it/multipart.sh: java -cp holdfast-cli.jar Upload.java URL FILE. */
class Upload {
  public static void main(String[] args) {
    Path file = Path.of(args[1]);
    try (Session session = Session.create()) {
      Response multipart = session.request(Request.post(args[0] + "/multipart")
          .body(Body.multipart()
              .field("plain", "value")
              .field("na\"me", "a \"quoted\"\r\nvalue; with=signs")
              .field("r\u00e9sum\u00e9", "\u20ac \ud83d\ude00")
              .file("file", "t\"ea\u00e9.bin", Body.file(file))
              .file("typed", "b.png", Body.file(file).withContentType("image/png"))
              .field("empty", "")));
      Response form = session.request(Request.post(args[0] + "/form")
          .body(Body.form()
              .field("a b", "c&d=e+f%*-._~")
              .field("r\u00e9sum\u00e9", "\u20ac \ud83d\ude00\r\n")
              .field("a b", "")));
      System.exit(multipart.status() == 200 && form.status() == 200 ? 0 : 1);
    }
  }
}
