#!/bin/sh
# caulk on several machines with GNU parallel over ssh.
#
#   parallel.sh SHARDS HOST,HOST… TREE [FLAG…] >findings.json
#
# Each host has caulk on its PATH and, at TREE, a checkout of the same commit; the host `:` is this machine. Exit code as of
# `caulk merge`: 0 no findings, 1 findings, 2 a shard is missing, in which case what is there is printed nevertheless.
set -eu
shards=$1 hosts=$2 tree=$3
shift 3
# `check` exits with 1 where it finds something; to parallel that is no failure.
seq "$shards" |
  parallel --sshlogin "$hosts" --workdir "$tree" \
    "caulk check --quiet --format json --shard {}/$shards $* . || test \$? -eq 1" |
  caulk merge -
