package io.deltatape.client.cli;

import io.deltatape.contract.Symbol;
import picocli.CommandLine;

/// Reads a symbol, refusing what cannot be one and what is reserved.
final class SymbolConverter implements CommandLine.ITypeConverter<Symbol> {
    @Override
    public Symbol convert(String text) {
        if (!Symbol.isValid(text) || new Symbol(text).isReserved()) {
            throw new CommandLine.TypeConversionException(
                    "'" + text + "', expected a symbol as Sierra Chart spells it in a file name, such as NQZ26-CME");
        }
        return new Symbol(text);
    }
}
