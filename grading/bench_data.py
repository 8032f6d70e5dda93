"""The benchmark `data`: making all tables, and loading the three largest as an exercise does, beside plain CSV."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import median

from grading.course import Course
from grading.timing import run, seconds


def measure(course: Course, folder: Path) -> dict[str, float]:
    """Seconds, and the megabytes that the making held at once (where the system tells)."""
    out, ours = folder / "variant", {"PYTHONPATH": str(course.root)}
    make = seconds([sys.executable, "-m", "datasets", "build", "--out", out], folder, ours)
    peak = _most_memory()
    entries = json.loads((out / "checksums.json").read_text("utf8"))["tables"]
    largest = sorted((key for key in entries if "/" not in key), key=lambda key: -entries[key]["bytes"])[:3]
    with_tables = {**ours, "CXLAB_TABLES": str(out)}

    def loading(read: str) -> float:
        """Seconds that a new process takes for it, after its imports; the middle one of five."""
        code = f"import time\nfrom cxlab.tables import pd, table\nbegan = time.perf_counter()\n{read}\n"
        command = [sys.executable, "-c", code + "print(time.perf_counter() - began)"]
        return median(float(run(command, folder, with_tables)) for _ in range(5))

    load = loading(f"for name in {largest}: table(name)")
    csv = loading(f"for name in {largest}: pd.read_csv({str(out / 'csv')!r} + '/' + name + '.csv')")
    return {
        "make all tables and write them (s)": make,
        "most memory meanwhile (MB)": peak,
        f"load {', '.join(largest)} (s)": load,
        "read_csv of the same, types not mended (s)": csv,
        "load: read_csv / ours": csv / load,
    }


def _most_memory() -> float:
    """The most memory in MB that a child process so far held; not a number where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
