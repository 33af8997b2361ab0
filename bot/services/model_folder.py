"""Check the folder of an embedding model without loading it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from bot.errors import ConfigError

#: The setting that names the folder.
MODEL_SETTING = "DATELINE_EMBEDDING_MODEL"
#: Files that the folder must have, as hubs publish them.
MODEL_FILES = ("model.onnx", "tokenizer.json")
#: Packages of the extra ``semantic``.
PACKAGES = ("onnxruntime", "tokenizers")


def check_model_folder(folder: Path) -> None:
    """
    Check that *folder* has the files of a model, and that the packages that read it are installed.

    Raises:
        ConfigError: If a file or a package is missing.
    """
    for name in MODEL_FILES:
        try:
            found = (folder / name).is_file()
        except (OSError, ValueError) as error:  # no access, or a name that no file can have
            reason = f"names {folder}, which I can't read ({getattr(error, 'strerror', None) or error})"
            raise ConfigError(MODEL_SETTING, reason, "Choose another folder, or leave it empty.") from error
        if not found:
            remedy = f"Choose a folder with {' and '.join(MODEL_FILES)}, or leave it empty."
            raise ConfigError(MODEL_SETTING, f"needs {folder / name}, which doesn't exist", remedy)
    if missing := [name for name in PACKAGES if find_spec(name) is None]:
        verb = "is" if len(missing) == 1 else "are"
        raise ConfigError(
            MODEL_SETTING,
            f"needs {' and '.join(missing)}, which {verb}n't installed",
            'Run pip install "dateline-bot[semantic]", or leave it empty.',
        )
