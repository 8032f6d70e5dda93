"""The parts of a question in a document: the form, its text, its options and what is said about each of them."""

from docutils import nodes


class quiz(nodes.General, nodes.Element):  # noqa: N801 (docutils names nodes in lower case)
    pass


class quiz_text(nodes.General, nodes.Element):  # noqa: N801
    pass


class quiz_option(nodes.General, nodes.Element):  # noqa: N801
    pass


class quiz_answer(nodes.General, nodes.Element):  # noqa: N801
    pass
