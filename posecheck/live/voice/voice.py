"""The voice of a session: takes events and says the newest, in its own thread."""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self

from posecheck.coach import (
    BreathTurned,
    Count,
    Event,
    HoldDone,
    HoldPaused,
    HoldResumed,
    HoldStarted,
)
from posecheck.errors import VoiceError
from posecheck.live.voice.engine import Beep, Beeps, Engine, Speech, Utterance
from posecheck.support.slot import Slot

CLOSE_PATIENCE_S = 1.0
"""How long to wait for the thread at the end; an engine that hangs is left behind."""

WAIT_S = 0.5
"""How long to wait for something to say before looking whether the session is over."""

BEEPS: Mapping[type[Event], Beep] = {
    HoldStarted: Beep.START,
    HoldPaused: Beep.PAUSE,
    HoldResumed: Beep.RESUME,
    HoldDone: Beep.DONE,
}


class Voice:
    """Says what happens: `with Voice(note) as voice: voice.tell(events)`.

    Nothing here ever waits for the sound. What still waits to be said when something newer comes
    is dropped: late advice is wrong advice.

    Args:
        on_trouble: Called with one line for each engine that does not work: why, and what to do.
        breathing: Whether the breathing pace is spoken while nothing else is.
        engines: Tried in this order; when one fails, the next one takes over.
    """

    def __init__(
        self,
        on_trouble: Callable[[str], None] = lambda words: None,
        *,
        breathing: bool = False,
        engines: Sequence[Callable[[], Engine]] = (Speech, Beeps),
    ) -> None:
        self._on_trouble = on_trouble
        self._breathing = breathing
        self._engines = engines
        self._engine: Engine | None = None
        self._waiting: Slot[Utterance] = Slot()
        self._said = 0
        # A daemon, so that an engine that hangs does not keep posecheck from ending.
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._waiting.close()
        engine = self._engine
        if engine is not None:
            engine.close()
        self._thread.join(CLOSE_PATIENCE_S)

    @property
    def busy(self) -> bool:
        """Whether something is being said or waits to be said."""
        return self._said < self._waiting.newest()[0]

    def tell(self, events: Iterable[Event]) -> None:
        """Say what has just happened, and return at once.

        Args:
            events: Of one moment; their words are said one after the other.
        """
        breathing = self._breathing and not self.busy
        kept = (event for event in events if breathing or not isinstance(event, BreathTurned))
        if spoken := utterance(kept):
            self._waiting.put(spoken)

    def _run(self) -> None:
        number = 0
        for make in self._engines:
            try:
                self._engine = make()
                while not self._waiting.closed:
                    newest = self._waiting.newer_than(number, WAIT_S)
                    if newest and not self._waiting.closed:
                        self._engine.say(newest[1])
                        self._said = number = newest[0]
            except VoiceError as error:
                if not self._waiting.closed:
                    self._on_trouble(str(error))
            if self._waiting.closed:
                return


def utterance(events: Iterable[Event]) -> Utterance | None:
    """What is to be said of the events of one moment; None for nothing."""
    said = [event for event in events if event.words or _beep(event)]
    if not said:
        return None
    words = " ".join(event.words for event in said if event.words)
    beeps = [beep for beep in map(_beep, said) if beep]
    return Utterance(words, beeps[-1] if beeps else None)


def _beep(event: Event) -> Beep | None:
    if isinstance(event, Count):
        return Beep.LAST_TICK if event.last else Beep.TICK
    return BEEPS.get(type(event))
