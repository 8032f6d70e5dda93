"""Each table and purpose has its own random stream, the same on every day and every machine."""

from datasets.streams import Streams


def draws(seed, *names):
    return Streams(seed).of(*names).random(3).tolist()


def test_the_same_names_and_seed_give_the_same_draws():
    assert draws(1, "orders", "base") == draws(1, "orders", "base")


def test_another_table_purpose_or_seed_gives_other_draws():
    assert (
        len({tuple(draws(*key)) for key in [(1, "orders"), (1, "contacts"), (1, "orders", "P11"), (2, "orders")]}) == 4
    )


def test_a_stream_does_not_depend_on_what_other_streams_drew():
    streams = Streams(1)
    streams.of("customers").random(1000)
    assert streams.of("orders").random(3).tolist() == draws(1, "orders")


def test_the_first_draws_are_those_of_the_day_on_which_the_tables_were_frozen():
    assert [round(value, 6) for value in draws(83, "orders")] == [0.749984, 0.653028, 0.656355]
