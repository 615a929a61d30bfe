#!/bin/sh
# Runs the peer; it reads "case threads steps" lines and answers each with "seconds processor-seconds bytes peak-bytes".
# PYTHON names the interpreter that has torch. With these variables OpenBLAS may choose slower kernels or blocks than it does by itself;
# CORE names the core that it is to compute for where it doesn't know the processor (SkylakeX, Haswell).
set -eu
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
if [ -n "${CORE:-}" ]; then export OPENBLAS_CORETYPE="$CORE"; fi
here=$(cd "$(dirname "$0")" && pwd)
exec "${PYTHON:-/usr/bin/python3}" "$here/training.py"
