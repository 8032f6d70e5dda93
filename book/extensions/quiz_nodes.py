"""The parts of a question in a document: the form, its text, its options and what is said about each of them.

Their names are in small letters, as docutils has it.
"""

from docutils import nodes


class quiz(nodes.General, nodes.Element):
    pass


class quiz_text(nodes.General, nodes.Element):
    pass


class quiz_option(nodes.General, nodes.Element):
    pass


class quiz_answer(nodes.General, nodes.Element):
    pass
