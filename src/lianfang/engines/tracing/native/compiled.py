"""How the inner loops are compiled: at first use, kept in the user's cache, freed from the interpreter's lock."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.extending import intrinsic

Compiled = Callable[..., Any]
INT = types.int64
INTS = types.Array(types.int32, 1, "C", readonly=True)  # alone, a writable array fits as well; see `frozen`
WORDS = types.Array(types.int64, 1, "C", readonly=True)
BYTES = types.Array(types.uint8, 1, "C", readonly=True)
INTS_OUT, WORDS_OUT, BYTES_OUT = types.int32[::1], types.int64[::1], types.uint8[::1]


def _cache() -> str:
    """A folder that can be written, whoever installed the program: the user's cache, else a temporary one."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    folder = Path(home) / "lianfang" / "numba"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        writable = os.access(folder, os.W_OK)
    except OSError:
        writable = False
    return str(folder) if writable else tempfile.mkdtemp(prefix="lianfang-numba-")


if not numba.config.CACHE_DIR:
    numba.config.CACHE_DIR = _cache()


def compiled(result: Any, *arguments: Any) -> Callable[[Compiled], Compiled]:
    """Compile for exactly these types; a NamedTuple of arrays passes as `fields(TheTuple, type, ...)`."""
    options = {"cache": True, "nogil": True, "error_model": "numpy"}
    return numba.njit(result(*arguments), **options)  # type: ignore[no-any-return]


def fields(of: type, *each: Any) -> Any:
    """The compiled type of a NamedTuple whose fields are of these types."""
    if len(set(each)) == 1:
        return types.NamedUniTuple(each[0], len(each), of)
    return types.NamedTuple(each, of)


Bundle = TypeVar("Bundle")


def frozen(bundle: Bundle) -> Bundle:
    """A NamedTuple of arrays that can't be written, which is how the loops that only read expect it."""
    arrays = [array.view() for array in bundle]  # type: ignore[attr-defined]
    for array in arrays:
        array.flags.writeable = False
    return type(bundle)(*arrays)


def helper(function: Compiled) -> Compiled:
    """Compiled into whichever loop calls it."""
    return numba.njit(cache=True, nogil=True, error_model="numpy")(function)  # type: ignore[no-any-return]


@intrinsic  # type: ignore[untyped-decorator]
def prefetch(typing_context: Any, array: Any, index: Any) -> Any:
    """Ask the processor to fetch array[index] before it is needed; harmless where it is never read."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        struct = context.make_array(signature.args[0])(context, builder, arguments[0])
        pointer = builder.bitcast(builder.gep(struct.data, [arguments[1]]), ir.IntType(8).as_pointer())
        i32 = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [pointer.type, i32, i32, i32])
        function = builder.module.declare_intrinsic("llvm.prefetch", [pointer.type], kind)
        builder.call(function, [pointer, i32(0), i32(2), i32(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate
