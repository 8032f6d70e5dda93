"""Vega's expressions, such as `datum.wait_s > 60 && year(datum.sent_on) == 2024`, as a tree.

A node is a tuple that begins with its kind: ("value", v), ("name", n), ("list", nodes), ("item", node, key),
("call", name, nodes), ("one", sign, node), ("two", sign, left, right), ("if", test, then, otherwise).
"""

from __future__ import annotations

import re

from cxlab.chart_answers.faults import MOST_TEXT, CannotTell

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?)"
    r"|(?P<text>'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
    r"|(?P<name>[A-Za-z_$][\w$]*)"
    r"|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]]))"
)
_ORDER = [("||",), ("&&",), ("==", "!=", "===", "!=="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/", "%")]
_WORDS = {"true": True, "false": False, "null": None, "NaN": float("nan")}
_MOST_DEEP, _MOST_TOKENS = 40, 400


def tree(expression: object) -> tuple:
    """The tree of an expression. Raises CannotTell for anything that is not understood."""
    if not isinstance(expression, str) or len(expression) > MOST_TEXT:
        raise CannotTell("an expression that is too long, or no text")
    reader = _Reader(expression)
    found = reader.choice(0)
    reader.end()
    return found


class _Reader:
    def __init__(self, expression: str):
        self.tokens, place = [], 0
        text = expression.rstrip()
        while place < len(text):
            match = _TOKEN.match(text, place)
            if not match:
                raise CannotTell(f"the expression {expression[:60]}")
            self.tokens.append((match.lastgroup, match.group(match.lastgroup)))
            place = match.end()
        if len(self.tokens) > _MOST_TOKENS:
            raise CannotTell("a very long expression")
        self.tokens.append(("end", ""))
        self.place = 0
        self.shown = expression[:60]

    def fail(self):
        raise CannotTell(f"the expression {self.shown}")

    def next(self) -> tuple[str, str]:
        self.place += 1
        return self.tokens[self.place - 1]

    def take(self, sign: str) -> bool:
        if self.tokens[self.place] != ("sign", sign):
            return False
        self.place += 1
        return True

    def need(self, sign: str) -> None:
        if not self.take(sign):
            self.fail()

    def end(self) -> None:
        if self.tokens[self.place][0] != "end":
            self.fail()

    def choice(self, deep: int) -> tuple:
        if deep > _MOST_DEEP:
            self.fail()
        test = self.two(0, deep)
        if not self.take("?"):
            return test
        then = self.choice(deep + 1)
        self.need(":")
        return ("if", test, then, self.choice(deep + 1))

    def two(self, level: int, deep: int) -> tuple:
        if level == len(_ORDER):
            return self.one(deep)
        left = self.two(level + 1, deep)
        while self.tokens[self.place][0] == "sign" and self.tokens[self.place][1] in _ORDER[level]:
            sign = self.next()[1]
            left = ("two", sign, left, self.two(level + 1, deep))
        return left

    def one(self, deep: int) -> tuple:
        if deep > _MOST_DEEP:
            self.fail()
        for sign in "!-+":
            if self.take(sign):
                return ("one", sign, self.one(deep + 1))
        return self.reached(self.simple(deep), deep)

    def reached(self, node: tuple, deep: int) -> tuple:
        while True:
            if self.take("."):
                kind, name = self.next()
                if kind != "name":
                    self.fail()
                node = ("item", node, ("value", name))
            elif self.take("["):
                node = ("item", node, self.choice(deep + 1))
                self.need("]")
            else:
                return node

    def simple(self, deep: int) -> tuple:
        kind, token = self.next()
        if kind == "number":
            return ("value", float(token))
        if kind == "text":
            return ("value", re.sub(r"\\(.)", r"\1", token[1:-1]))
        if kind == "name" and token in _WORDS:
            return ("value", _WORDS[token])
        if kind == "name":
            return ("call", token, self.several(")", deep)) if self.take("(") else ("name", token)
        if (kind, token) == ("sign", "("):
            node = self.choice(deep + 1)
            self.need(")")
            return node
        if (kind, token) == ("sign", "["):
            return ("list", self.several("]", deep))
        return self.fail()

    def several(self, closing: str, deep: int) -> tuple:
        nodes = []
        while not self.take(closing):
            if nodes:
                self.need(",")
            nodes.append(self.choice(deep + 1))
        return tuple(nodes)
