package io.deltatape.gateway.api;

/// Answers the GET requests of one path; or, where the path ends with a slash, of all paths below it.
///
/// Implementations are thread-safe and do not block.
interface Route {
    Reply get(ApiRequest request);
}
