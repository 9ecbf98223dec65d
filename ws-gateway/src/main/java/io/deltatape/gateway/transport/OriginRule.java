package io.deltatape.gateway.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which pages may open a WebSocket: those of the gateway itself, and those of the listed origins.
///
/// A browser always says the page's origin, and other programs say none, which is allowed: the rule protects a user
/// against foreign pages, not the gateway against its clients. On loopback the own host must have one of loopback's
/// names, or a foreign name that resolves to 127.0.0.1 would pass as our own. Immutable.
public final class OriginRule {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> listed;
    private final Binding binding;

    /// Where the gateway listens.
    public enum Binding {
        LOOPBACK,
        WIDER
    }

    public OriginRule(List<String> listed, Binding binding) {
        this.listed = Set.copyOf(listed);
        this.binding = binding;
    }

    /// `origin` is empty if the client said none; `host` is the request's Host header.
    boolean allows(String origin, String host) {
        return origin.isEmpty() || listed.contains(origin) || isOwn(origin, host);
    }

    private boolean isOwn(String origin, String host) {
        try {
            URI uri = new URI(origin);
            String name = uri.getHost();
            if (name == null || !host.equalsIgnoreCase(uri.getAuthority())) {
                return false;
            }
            return binding == Binding.WIDER || LOOPBACK_NAMES.contains(name.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
