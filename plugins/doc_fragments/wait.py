# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright the mainwp.dashboard contributors
"""Documentation of the options for waiting; a test holds it against module_utils/_updates/_wait.py."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of modules whose work can go on behind the dashboard."""

    DOCUMENTATION = r"""
options:
  wait:
    description:
      - Whether to wait for work that goes on after its request has ended, as when a proxy gave up on the answer.
      - Without it such work is looked at once; what is not proved then is V(unknown) in the result.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds that one such wait may take.
    type: int
    default: 1800
  wait_interval:
    description:
      - Seconds before each look.
    type: int
    default: 10
"""
