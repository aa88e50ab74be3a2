#!/bin/sh
# caulk as a Slurm job array, over a tree that all nodes see.
#
#   job=$(sbatch --parsable --array=1-8 slurm.sh TREE OUT [FLAG…])
#   sbatch --dependency=afterany:$job \
#     --wrap 'caulk merge OUT/*.json >OUT/findings || test $? -eq 1'
#
# One task again (by itself, Slurm would call it the first of one):
#
#   sbatch --export=ALL,CAULK_SHARD=3/8 slurm.sh TREE OUT [FLAG…]
set -eu
tree=$1 out=$2
shift 2
mkdir -p "$out"
name=${CAULK_SHARD:-$SLURM_ARRAY_TASK_ID}
name=$out/${name%%/*}
cd "$tree"
# `check` exits with 1 where it finds something; to Slurm that is no failure.
caulk check --quiet --format json --shard auto "$@" . >"$name.part" || test $? -eq 1
# Under its name when it is whole: a task that was killed is one that is missing.
mv "$name.part" "$name.json"
