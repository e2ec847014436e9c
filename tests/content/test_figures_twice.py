"""A picture is the same bytes twice, whatever lies about in the memory its process is given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CLIP = """
import sys
from hashlib import sha256
from content.figures import clip
from content.figures.clip import Clip
from content.loader import load_library
one = load_library().exercises["iliotibial-band-stretch"]
print(sha256(clip.draw(Clip(one.pose, 2, 20))).hexdigest())
"""
STRETCH = """
import sys
from hashlib import sha256
from pathlib import Path
from content import fonts
from content.film import shooting
from content.film.scene import Scene
from content.film.times import Timing
from content.loader import load_library
pose = load_library().exercises["glute-bridge"].pose
scene = Scene(pose, False, "work", Timing(10.0, 5, 2), "Go", "Bridge", "2 times", ("1", "2"))
path = Path(sys.argv[1])
shooting.draw(scene, path, shooting.raster_with(fonts.plain_and_bold()))
print(sha256(path.read_bytes()).hexdigest())
"""


def drawn(code: str, to: Path, *, filling: int, seed: int) -> str:
    """What `code` prints where new memory holds `filling`, also in large pieces, and no zeros."""
    told = {
        "MALLOC_PERTURB_": str(filling),
        "MALLOC_MMAP_THRESHOLD_": "1000000000",
        "PYTHONHASHSEED": str(seed),
    }
    done = subprocess.run(
        [sys.executable, "-c", code, str(to)],
        cwd=ROOT,
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("code", [CLIP, STRETCH], ids=["clip", "stretch"])
def test_a_film_is_the_same_bytes_whatever_memory_held_before(code: str, tmp_path: Path) -> None:
    first = drawn(code, tmp_path / "a.mp4", filling=165, seed=1)
    assert len(first.strip()) == 64
    assert first == drawn(code, tmp_path / "b.mp4", filling=90, seed=2)
