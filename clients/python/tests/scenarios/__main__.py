"""Runs stories from the command line: `python -m tests.scenarios [NAME …]`, in clients/python."""

from __future__ import annotations

import sys
import time

from tests.scenarios.runner import stories, tell
from tests.server import running

_SECONDS = 600.0


def main() -> None:
    """Runs the stories named, or all of them."""
    wanted = sys.argv[1:]
    chosen = [path for path in stories() if not wanted or path.stem in wanted]
    passed = 0
    with running() as server:
        for path in chosen:
            begin = time.monotonic()
            try:
                tell(path, server.target, _SECONDS)
            except Exception as error:
                print(f"FAILED  {path.stem}\n{error}")
            else:
                passed += 1
                print(f"ok      {path.stem} ({time.monotonic() - begin:.1f} s)", flush=True)
    failed = max(len(chosen), len(wanted)) - passed
    print(f"clients: python {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
