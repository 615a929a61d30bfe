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
            && inside.TrueForAll(Outlining.CanMove);
    }
}
