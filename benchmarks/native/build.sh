#!/bin/sh
# Builds the hand-written baselines twice, as ADBench does: libbaselines-O2.so and libbaselines-O3.so in the folder given (default: bin beside this script).
set -e
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/bin}
mkdir -p "$out"
for variant in "O2:-O2" "O3:-O3 -march=native"; do
    # Without errno and traps the compiler may use instructions for roots; values keep their meaning.
    g++ -std=c++17 ${variant#*:} -fno-math-errno -fno-trapping-math -fvisibility=hidden -fPIC -shared -Wall -Wextra -Wno-unused-parameter \
        "$here"/*.cpp -o "$out/libbaselines-${variant%%:*}.so"
done
