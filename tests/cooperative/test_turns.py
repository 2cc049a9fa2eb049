"""Writers take turns in the order they came; whoever waits too long is told to come again."""

import threading
from datetime import timedelta

import pytest

from cooperative.books.turns import Turns
from cooperative.refusals import Busy


def test_nobody_passes_those_who_wait():
    turns = Turns(timedelta(seconds=10))
    order: list[int] = []
    threads: list[threading.Thread] = []

    def write(number: int) -> None:
        with turns.turn():
            order.append(number)

    with turns.turn():
        for number in range(6):
            thread = threading.Thread(target=write, args=(number,))
            thread.start()
            threads.append(thread)
            while turns.waiting < number + 1:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(6))


def test_whoever_waits_too_long_is_told_and_nobody_else_is_held_up():
    turns = Turns(timedelta(milliseconds=10))
    told: list[type[BaseException]] = []

    def write() -> None:
        try:
            with turns.turn():
                pass
        except Busy as busy:
            told.append(type(busy))

    with turns.turn():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert told == [Busy]
    with turns.turn():
        assert turns.waiting == 0


def test_a_mistake_hands_the_turn_on():
    turns = Turns(timedelta(seconds=1))
    with pytest.raises(ZeroDivisionError), turns.turn():
        raise ZeroDivisionError
    with turns.turn():
        assert turns.waiting == 0
