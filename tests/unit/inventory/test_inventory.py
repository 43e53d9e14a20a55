from __future__ import annotations
from tests.unit.support.bench import Bench
from tests.unit.support.inventory import Source
def test_x(tmp_path):
    bench = Bench(state="examples")
    inv = Source(bench, tmp_path).parse()
    print(bench.asked, inv.hosts["shop.example.com"].vars)
    assert 0
