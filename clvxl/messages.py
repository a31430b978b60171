"""The sentences of `clvxl.errors` in Chinese: English template to Chinese template.

Every template that is raised anywhere in clvxl has its line here; a test holds that.
"""

from __future__ import annotations

PLACES = {
    "en": {
        "value row": " (got {value} in row {row})",
        "value": " (got {value})",
        "row": " (row {row})",
    },
    "zh": {
        "value row": "(第 {row} 行为 {value})",
        "value": "(现为 {value})",
        "row": "(第 {row} 行)",
    },
}

CHINESE: dict[str, str] = {}
