package io.deltatape.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlotKeyTest {
    private static final Symbol SYMBOL = new Symbol("NQU25-CME");

    @Test
    void aVersionsDeltaStandsInTheSlotOfItsRemainder() {
        assertThat(SlotKey.keyframe(SYMBOL)).isEqualTo("NQU25-CME");
        assertThat(SlotKey.delta(SYMBOL, 2)).isEqualTo("NQU25-CME|2");
        assertThat(SlotKey.delta(SYMBOL, 64)).isEqualTo("NQU25-CME|0");
        assertThat(SlotKey.delta(SYMBOL, Long.MAX_VALUE)).isEqualTo("NQU25-CME|63");
    }

    @Test
    void anyRunOfVersionsAsLongAsTheRingHasAKeyOfItsOwnEach() {
        var keys = new HashSet<String>();
        for (long version = 100; version < 100 + SlotKey.SLOTS; version++) {
            keys.add(SlotKey.delta(SYMBOL, version));
        }
        assertThat(keys).hasSize(SlotKey.SLOTS);
        assertThat(SlotKey.delta(SYMBOL, 100 + SlotKey.SLOTS)).isEqualTo(SlotKey.delta(SYMBOL, 100));
        assertThat(SlotKey.KEYFRAME_EVERY).isLessThanOrEqualTo(SlotKey.SLOTS / 2);
    }

    @Test
    void everyKeyOfASymbolLeadsBackToIt() {
        for (int slot = 0; slot < SlotKey.SLOTS; slot++) {
            assertThat(SlotKey.symbolName(SlotKey.slot(SYMBOL, slot))).isEqualTo(SYMBOL.name());
            assertThat(SlotKey.isKeyframe(SlotKey.slot(SYMBOL, slot))).isFalse();
        }
        assertThat(SlotKey.symbolName(SlotKey.keyframe(SYMBOL))).isEqualTo(SYMBOL.name());
        assertThat(SlotKey.isKeyframe(SlotKey.keyframe(SYMBOL))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "A|1", "A\"", "a\\b", "a/b", "A*", "A?", "A<", "A>", "A:B", "A\n", "\u007f", "\ud83d"})
    void aNameThatWouldBreakAKeyAFileNameOrJsonIsNoSymbol(String name) {
        assertThat(Symbol.isValid(name)).isFalse();
        assertThatThrownBy(() -> new Symbol(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSymbolHasAtMost128CharactersAndReservedOnesBeginWithATilde() {
        assertThat(Symbol.isValid("A".repeat(128))).isTrue();
        assertThat(Symbol.isValid("A".repeat(129))).isFalse();
        assertThat(new Symbol("~bridge.1.0").isReserved()).isTrue();
        assertThat(new Symbol("BRK.B").isReserved()).isFalse();
    }
}
