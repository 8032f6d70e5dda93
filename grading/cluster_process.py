"""The program of a worker: `python -m grading.cluster_process ADDRESS SEATS`."""

import os
import sys

if __name__ == "__main__":
    # It checks web addresses with letters of all languages for jsonschema, which nobody needs here, and takes longer
    # to load than everything else together.
    sys.modules["rfc3987_syntax"] = None

    from grading.cluster_worker import main

    status = main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # a notebook that still runs ends with this process; nobody waits for its thread
