#!/bin/sh
# Builds the peer and runs it; it reads "case threads steps" lines and answers each with "seconds processor-seconds bytes peak-bytes".
#
# TorchSharp's native library asks libstdc++ for GLIBCXX_3.4.32, for the sake of one function that starts the standard streams, which older
# versions start by themselves. Where the system's libstdc++ is older, a library of its name stands before it: it has that function and the
# names of all versions, and needs the real one, in which everything else is found.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dotnet build -c Release --nologo -v q "$here" >&2
program="$here/bin/Release/net10.0/AutoDiff.Benchmarks.TorchSharp.dll"

real=$(g++ -print-file-name=libstdc++.so.6)
real=$(readlink -f "$real")
if ! objdump -p "$real" | grep -q 'GLIBCXX_3\.4\.32$'; then
    shim="$here/obj/libstdc++"
    mkdir -p "$shim"
    {
        objdump -p "$real" | awk '/^Version definitions/ { on = 1; next } /^$/ { on = 0 } on && $4 ~ /^(GLIBCXX|CXXABI)_/ { print $4 " { };" }'
        echo 'GLIBCXX_3.4.31 { };'
        echo 'GLIBCXX_3.4.32 { global: _ZSt21ios_base_library_initv; local: *; };'
    } > "$shim/versions"
    echo 'void _ZSt21ios_base_library_initv(void) { }' > "$shim/shim.c"
    # It needs the real one by its path, as whose name a stand-in is linked: by its own name the loader would find this one again.
    echo > "$shim/empty.c"
    gcc -shared -fPIC -nostdlib -o "$shim/stand-in.so" "$shim/empty.c" -Wl,-soname,"$real"
    gcc -shared -fPIC -nostdlib -o "$shim/libstdc++.so.6" "$shim/shim.c" -Wl,--no-as-needed "$shim/stand-in.so" \
        -Wl,-soname,libstdc++.so.6 -Wl,--version-script="$shim/versions"
    LD_LIBRARY_PATH="$shim${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    export LD_LIBRARY_PATH
fi
exec dotnet "$program" "$@"
