"""Prints the JSON Schema of the files: `python -m erp_adapters.file_drop > docs/reference/file-drop.schema.json`."""

import json
import sys

from erp_adapters.file_drop.sales_order import json_schema

if __name__ == "__main__":
    sys.stdout.write(json.dumps(json_schema(), indent=2) + "\n")
