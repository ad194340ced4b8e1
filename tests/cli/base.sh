# SPDX-License-Identifier: EUPL-1.2
# shellcheck shell=sh
# A base of four dossiers for the shell tests: 4012102 and 4012345 (Loiret, admissible), 4012500
# (Indre-et-Loire, received), 4012501 (Loiret, received, hostile title). Source after lib.sh.
PUPITRE_BASE=$T/base.db
export PUPITRE_BASE
run 0 init --campaign "Essais 2021" --region 24 --demo-day 2021-10-08
run 0 import tests/data/cli/campaign.json
