"""Arrays on the disk: they come back as they were, and nothing stays behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest

from clvxl.files.kept_arrays import kept_arrays


def test_arrays_come_back_and_nothing_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each set comes back with its types, as often as it is asked for; the folder goes, also after
    a fault.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with kept_arrays() as keep:
        first = keep((np.array([1, 2], np.int32), np.array([2.5, np.nan])))
        second = keep((np.array([7], np.int8),))
        for _ in range(2):
            whole, money = first()
            assert (np.int32, [1, 2]) == (whole.dtype, whole.tolist())
            assert [2.5, np.nan] == pytest.approx(money.tolist(), nan_ok=True)
        assert [[7]] == [each.tolist() for each in second()]
        assert 1 == len([*tmp_path.iterdir()])
    assert [] == [*tmp_path.iterdir()]
    with pytest.raises(ValueError, match="fault"), kept_arrays():
        raise ValueError("fault")
    assert [] == [*tmp_path.iterdir()]
