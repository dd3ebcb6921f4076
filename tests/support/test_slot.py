import threading

from posecheck.support.slot import Slot


def test_a_slot_gives_the_newest_value_only():
    slot: Slot[str] = Slot()
    assert slot.newer_than(0, 0.0) is None
    slot.put("old")
    slot.put("new")
    assert slot.newer_than(0, 0.0) == slot.newest() == (2, "new")
    assert slot.newer_than(2, 0.0) is None


def test_a_closed_slot_lets_nobody_wait():
    slot: Slot[str] = Slot()
    slot.put("last")
    slot.close()
    assert slot.newer_than(0, 60.0) == (1, "last")
    assert slot.newer_than(1, 60.0) is None


def test_a_slot_wakes_a_reader_that_waits():
    slot: Slot[str] = Slot()
    threading.Timer(0.05, slot.put, ["late"]).start()
    assert slot.newer_than(0, 60.0) == (1, "late")


def test_a_slow_reader_misses_values_and_never_sees_an_old_one():
    slot: Slot[int] = Slot()

    def write():
        for value in range(1, 2001):
            slot.put(value)
        slot.close()

    writer = threading.Thread(target=write)
    writer.start()
    read = [(0, 0)]
    while newer := slot.newer_than(read[-1][0], 60.0):
        read.append(newer)
    writer.join()
    assert slot.closed
    assert all(number == value for number, value in read)
    assert [number for number, _ in read] == sorted({number for number, _ in read})
    assert read[-1] == (2000, 2000)
