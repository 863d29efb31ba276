"""Puts what `npm ci` fetched where the wheel carries it: style sheet, script and fonts.

Run as `python -m tools.static` after `npm ci`. The crown, the crest and the GDS Transport font belong to central
government and may not be used by councils, so they are taken out here; `tests/architecture/test_static.py` holds
the line.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
FRONTEND = MODULES / "govuk-frontend" / "dist" / "govuk"
ARIMO = MODULES / "@expo-google-fonts" / "arimo"
VENDOR = ROOT / "goldenthread" / "web" / "static" / "vendor"
FONTS = ROOT / "goldenthread" / "documents" / "fonts"

_FONTS = {
    "400Regular/Arimo_400Regular.ttf": "Arimo-Regular.ttf",
    "400Regular_Italic/Arimo_400Regular_Italic.ttf": "Arimo-Italic.ttf",
    "700Bold/Arimo_700Bold.ttf": "Arimo-Bold.ttf",
    "700Bold_Italic/Arimo_700Bold_Italic.ttf": "Arimo-BoldItalic.ttf",
    "LICENSE_FONT": "LICENCE.txt",
}
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_CREST = re.compile(r"(?:-webkit-)?(?:mask|background)(?:-image)?:url\([^)]*crest[^)]*\);?")
_SOURCE_MAP = re.compile(r"\s*(?:/\*|//)# sourceMappingURL=\S+(?:\s*\*/)?")


def council_css(css: str) -> str:
    """GOV.UK Frontend's style sheet without its font, its crest, or a pointer to a source map that is not shipped."""
    css = _SOURCE_MAP.sub("", _CREST.sub("", _FONT_FACE.sub("", css)))
    return css.replace("GDS Transport,arial", "Arial,Helvetica").replace("GDS Transport", "Arial")


def build() -> None:
    """Write the vendor folder and the fonts afresh. Exits with a sentence if `npm ci` has not been run."""
    if not FRONTEND.is_dir() or not ARIMO.is_dir():
        sys.exit("The pages' style sheet and fonts are not here yet: run `npm ci` first.")
    for folder in (VENDOR, FONTS):
        folder.mkdir(parents=True, exist_ok=True)
    css = council_css((FRONTEND / "govuk-frontend.min.css").read_text(encoding="utf-8"))
    _write(VENDOR / "govuk-frontend.min.css", css)
    script = (FRONTEND / "govuk-frontend.min.js").read_text(encoding="utf-8")
    _write(VENDOR / "govuk-frontend.min.js", _SOURCE_MAP.sub("", script))
    for source, name in _FONTS.items():
        shutil.copyfile(ARIMO / source, FONTS / name)


def _write(file: Path, text: str) -> None:
    # Only when it differs: a newer date would make every server gather its static files again.
    if not file.is_file() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    build()
