"""Who takes the perceptual hashes. Apart from how, so that whoever only has to know does without NumPy's tenth of a second."""

from importlib.metadata import version
from typing import Final

_LIBRARIES: Final = ("Pillow", "ImageHash", "SciPy")

HASHER: Final = ", ".join(("phash 1", *(f"{name} {version(name)}" for name in _LIBRARIES)))
"""Stored with every hash: the number of the recipe in parsing.pictures, and the libraries that decode and transform for it.

Another may set a few other bits.
"""
