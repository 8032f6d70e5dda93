"""What the code of a cell binds, changes and needs, read from its text alone. Pure.

Names of a cell's own functions and comprehensions are left aside; what such a function needs of the notebook counts.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

HARMLESS = {"print", "display", "len", "check", "repr", "str", "type", "isinstance", "help", "dir", "id"}
MUTATORS = {
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault",
    "sort", "update",
}  # fmt: skip


@dataclass(frozen=True)
class Bindings:
    """Names of one cell. `needs`: read before the cell itself has surely bound them. `readable`: False when the text
    is no Python, so that nothing is known about it."""

    binds: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()  # what it does something to in place: surely
    touches: frozenset[str] = frozenset()  # and perhaps
    needs: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()  # names that it binds by import only
    modules: frozenset[str] = frozenset()  # what it imports
    everything: bool = False  # it binds names that the text does not show
    readable: bool = True


@lru_cache(maxsize=2_000)
def bindings(source: str) -> Bindings:
    """What a cell's text says."""
    tree = _tree(source)
    if tree is None:
        return Bindings(everything=True, readable=False)
    imported, modules, star = _imports(tree)
    needs, _ = _needs(tree.body, frozenset())
    binds = _names(tree, binds=True)
    return Bindings(
        binds=frozenset(binds),
        changes=frozenset(_changed(tree)),
        touches=frozenset(_touched(tree)),
        needs=frozenset(needs),
        imports=frozenset(imported - _bound_otherwise(tree)),
        modules=frozenset(modules),
        everything=star,
    )


def _tree(source: str) -> ast.Module | None:
    for text in (lambda: source, lambda: _plain(source)):
        try:
            return ast.parse(text())
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _plain(source: str) -> str:
    """A cell with IPython's magic words as plain Python."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def _imports(tree: ast.Module) -> tuple[set[str], set[str], bool]:
    """Names bound by import, modules, and whether something is imported by a star."""
    names, modules, star = set(), set(), False
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules.update(alias.name for alias in node.names)
            names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            modules.add(node.module)
            star = star or any(alias.name == "*" for alias in node.names)
            names.update(alias.asname or alias.name for alias in node.names)
    return names - {"*"}, modules, star


def _bound_otherwise(tree: ast.Module) -> set[str]:
    """Names that some statement other than an import binds."""
    rest = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)]
    named = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))]
    return {node.id for node in rest} | {node.name for node in named}


def _needs(body: Iterable[ast.stmt], bound: frozenset[str]) -> tuple[set[str], frozenset[str]]:
    """Names that the statements read and that are not in `bound` by then, and what is bound after them for sure."""
    needs: set[str] = set()

    def read(*nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                needs.update(_names(node) - bound)

    def inner(*bodies: list[ast.stmt], also: frozenset[str] = frozenset()) -> frozenset[str]:
        after = bound
        for each in bodies:
            found, after = _needs(each, bound | also)
            needs.update(found)
        return after

    for statement in body:
        match statement:
            case ast.If():
                read(statement.test)
                inner(statement.body, statement.orelse)
            case ast.While():
                read(statement.test)
                inner(statement.body, statement.orelse)
            case ast.For() | ast.AsyncFor():
                read(statement.iter)
                inner(statement.body, statement.orelse, also=frozenset(_names(statement.target, binds=True)))
            case ast.With() | ast.AsyncWith():
                targets: set[str] = set()
                for item in statement.items:
                    read(item.context_expr)
                    targets |= _names(item.optional_vars, binds=True) if item.optional_vars else set()
                bound = inner(statement.body, also=frozenset(targets))
            case ast.Try() | ast.TryStar():
                inner(statement.body)
                for handler in statement.handlers:
                    read(handler.type)
                    inner(handler.body, also=frozenset({handler.name} if handler.name else ()))
                inner(statement.orelse, also=frozenset(_names(ast.Module(statement.body, []), binds=True)))
                inner(statement.finalbody)
            case ast.Match():
                read(statement.subject)
                for case in statement.cases:
                    also = frozenset(_names(ast.Match(ast.Constant(0), [case]), binds=True))
                    inner(case.body, also=also)
                    if case.guard:
                        needs.update(_names(case.guard) - bound - also)
            case _:
                read(statement)
                needs |= _unmade(statement) - bound
                bound |= _names(statement, binds=True)
    return needs, bound


def _unmade(statement: ast.stmt) -> set[str]:
    """Names that must be there already because they are added to or deleted."""
    targets = [statement.target] if isinstance(statement, ast.AugAssign) else []
    targets += statement.targets if isinstance(statement, ast.Delete) else []
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _names(node: ast.AST, binds: bool = False) -> set[str]:
    """Names of the notebook that a piece of code reads, or (`binds`) binds."""
    if isinstance(node, ast.expr):
        node = ast.Expr(node) if not binds else ast.Assign([node], ast.Constant(0))
    tree = node if isinstance(node, ast.Module) else ast.Module([node], [])
    text = ast.unparse(ast.fix_missing_locations(tree))
    try:
        table = symtable.symtable(text, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):  # such as `return` outside a function
        return {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
    return set(_found(table, binds, top=True))


def _found(table: symtable.SymbolTable, binds: bool, top: bool) -> Iterator[str]:
    for symbol in table.get_symbols():
        if not top and not symbol.is_global():
            continue
        if binds and (symbol.is_assigned() or symbol.is_imported() or (top and symbol.is_namespace())):
            yield symbol.get_name()
        if not binds and symbol.is_referenced():
            yield symbol.get_name()
    for child in table.get_children():
        yield from _found(child, binds, top=False)


def _changed(tree: ast.Module) -> Iterator[str]:
    """Names of what is surely changed in place: by assigning to a part of it, or by a method that does nothing else."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
            yield from _root(node)
        elif isinstance(node, ast.AugAssign):
            yield from _root(node.target)
        elif isinstance(node, ast.Call) and any(_is_inplace(keyword) for keyword in node.keywords):
            yield from _root(node.func)
        elif isinstance(node, ast.Expr) and _method(node.value) in MUTATORS:
            yield from _root(node.value)


def _touched(tree: ast.Module) -> Iterator[str]:
    """Names of what a call that is a statement of its own may change: its arguments, and `a` in `a.b(…)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            call = node.value
            if isinstance(call.func, ast.Name) and call.func.id in HARMLESS:
                continue
            if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
                yield call.func.value.id
            for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                yield from _root(argument)


def _is_inplace(keyword: ast.keyword) -> bool:
    return keyword.arg == "inplace" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True


def _method(node: ast.AST) -> str:
    return node.func.attr if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else ""


def _root(node: ast.AST) -> Iterator[str]:
    """The name at the beginning of `name.a[0].b(…)`."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call, ast.Starred)):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Name):
        yield node.id
