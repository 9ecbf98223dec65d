/// A stand-in for Sierra Chart: writes its files the way it does, from a random market or from a real file, does to
/// them what happens to them in practice, and knows what they then hold.
///
/// | files | written by | what they hold is said by |
/// |---|---|---|
/// | `.scid` | [ScidWriter], [Misdeeds] | [ScidWriter#truth] |
/// | `.depth` | [DepthWriter], [DepthFeed] | [RandomBook#levels] |
/// | ACSIL JSON | [AcsilWriter] | [AcsilWriter#readable] |
/// | `.dly` | [DailyWriter] | [DailyWriter#bars] |
///
/// [Simulator] runs all of them on a thread of its own.
@NullMarked
package io.deltatape.simulator;

import org.jspecify.annotations.NullMarked;
