package io.deltatape.gateway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;

/// The page at `/`: a live table of symbols. Its files are read once, from the class path; it loads nothing from
/// elsewhere.
final class PageRoutes {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    Map<String, Route> routes() {
        Reply page = file("index.html", "text/html; charset=utf-8");
        Reply style = file("page.css", "text/css; charset=utf-8");
        Reply script = file("page.js", "text/javascript; charset=utf-8");
        Reply icon = file("icon.svg", "image/svg+xml");
        return Map.of("/", _ -> page, "/page.css", _ -> style, "/page.js", _ -> script, "/icon.svg", _ -> icon);
    }

    private static Reply file(String name, String contentType) {
        try (InputStream in = PageRoutes.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("page/" + name + " is not on the class path: the build is incomplete");
            }
            return Reply.text(contentType, new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .with(HttpHeader.CACHE_CONTROL.asString(), "no-cache")
                    .with("Content-Security-Policy", POLICY);
        } catch (IOException e) {
            throw new UncheckedIOException("page/" + name + " cannot be read", e);
        }
    }
}
