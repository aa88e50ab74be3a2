#!/bin/sh
# What multi-gitter calls in each repository, with a fresh clone as the working folder:
#
#   multi-gitter run ./fix-repository.sh --org ORG --branch caulk --commit-message "Close what is left open"
#
# multi-gitter opens a pull request where files have changed and skips the repository where none has or the script fails. Of its
# own variables it sets REPOSITORY and, with --dry-run, DRY_RUN; CAULK_FLAGS may say more to caulk.
set -eu
# Most repositories of a fleet are not Go.
git ls-files -- '*.go' | grep -q . || exit 0
# shellcheck disable=SC2086 # several flags
caulk fix --quiet ${CAULK_FLAGS-} .
