package io.deltatape.contract.codec;

/// How the values of the market topics are written: setting `wire`.
public enum WireFormat {
    /// Readable by any tool and language.
    JSON,
    /// Our own binary form, see [PackedCodec].
    PACKED;

    /// A new codec, for one thread.
    public Codec codec() {
        return this == JSON ? new JsonCodec() : new PackedCodec();
    }
}
