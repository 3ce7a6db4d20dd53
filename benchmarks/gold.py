from functools import cache
from pathlib import Path
import yaml
@cache
def queries() -> tuple[str, ...]:
    return tuple(e["query"] for e in yaml.load((Path(__file__).parent / "gold/queries.yaml").read_text("utf-8"), yaml.CSafeLoader))
