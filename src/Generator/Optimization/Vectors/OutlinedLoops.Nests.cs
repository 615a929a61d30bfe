using AutoDiff.Generator.Differentiation;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Optimization.Vectors;

/// <summary>Loops around loops over vectors, as functions.</summary>
internal sealed partial class OutlinedLoops
{
    // The just-in-time compiler has room for the variables of so many statements, and to inline what they call.
    private const int StatementsOfNest = 200;

    private OpaqueCall? Call(For nest) => Call(new Block([nest]), null, nest.Carried.Select(static entry => entry.Result));

    // Whether a loop can be moved into a static function with all that is in it: nothing of the user's own text, which may name what isn't there.
    private bool IsNest(For nest)
    {
        List<Statement> inside = IrWalk.All(nest.Body);
        int loops = inside.Count(_loops.Contains);
        return loops is > 0 and <= Inlined && inside.Count <= StatementsOfNest
            && nest.Carried.All(static entry => entry.Result.Type is ScalarType)
            && inside.TrueForAll(CanMove);
    }

    private static bool CanMove(Statement statement) => statement switch
    {
        Assign assign => CanMove(assign.Value),
        OpaqueCall call => TapeCode.IsTape(call) || IsOurs(call.Parts[0]),
        Store { Value.Type: ScalarType } or Accumulate or Comment => true,
        If branch => branch.Merges.All(static merge => merge.Result.Type is not OpaqueType type || IsVector(type)),
        For => true,
        _ => false,
    };

    private static bool CanMove(Expression value) => value switch
    {
        Copy or Unary or Binary or Ir.Select or Intrinsic or Load or Length or View => true,
        Ir.Convert convert => convert.Type is ScalarType or BufferType && convert.Method is null,
        Opaque opaque => IsVector(opaque.Type) || IsOurs(opaque.Parts[0]),
        _ => false,
    };

    private static bool IsVector(IrType type) => type is OpaqueType opaque && opaque.Name.StartsWith("global::System.Runtime.Intrinsics.Vector", StringComparison.Ordinal);

    private static bool IsOurs(string text) =>
        text.StartsWith("global::AutoDiff.CompilerServices.Lanes.", StringComparison.Ordinal) || text.StartsWith("global::System.Runtime.Intrinsics.Vector", StringComparison.Ordinal);
}
