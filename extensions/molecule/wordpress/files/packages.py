# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Makes the archives of the trial's plugins and themes.

python packages.py FOLDER, with the packages on standard input, as in group_vars/all/packages.yml, in JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

PLUGIN = """<?php
/**
 * Plugin Name: {title}
 * Version: {version}
 */
"""
STYLE = """/*
Theme Name: {title}
Version: {version}
*/
"""
INDEX = """<?php
get_header();
get_footer();
"""


def files(kind: str, slug: str, version: str) -> dict[str, str]:
    """Return the text of each file of a plugin or theme, by its path in the archive."""
    title = slug.replace("-", " ").title()
    if kind == "plugin":
        return {f"{slug}/{slug}.php": PLUGIN.format(title=title, version=version)}
    return {f"{slug}/style.css": STYLE.format(title=title, version=version), f"{slug}/index.php": INDEX}


def write(folder: Path, kind: str, slug: str, version: str) -> None:
    """Write one version of a package to SLUG-VERSION.zip in the folder."""
    with ZipFile(folder / f"{slug}-{version}.zip", "w", ZIP_DEFLATED) as archive:
        for path, text in files(kind, slug, version).items():
            archive.writestr(path, text)


def main(folder: Path) -> None:
    """Write the version that is installed and the one that is offered, where that is to be downloaded."""
    for package in json.load(sys.stdin):
        versions = [package["version"]]
        if package.get("package") == "served":
            versions.append(package["offer"])
        for version in versions:
            write(folder, package["kind"], package["slug"], version)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
