using AutoDiff.Generator.Analysis;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation;

/// <summary>
/// Adjoints of tensors that nobody wants are absent, and nothing is computed for them: those of constant operands and of layers that aren't trained. A rule passes
/// over an absent adjoint; only what reaches into it, element by element, needs one that is present.
/// </summary>
internal sealed class AbsentAdjoints
{
    private readonly HashSet<MemoryClass> _reached = [];
    private readonly PointsTo _pointsTo;

    public AbsentAdjoints(ProgramTree tree, PointsTo pointsTo)
    {
        _pointsTo = pointsTo;
        foreach ((Statement statement, _, _) in tree.All)
        {
            Operand? reached = statement switch
            {
                Assign { Value: Load load } => load.Buffer,
                Assign { Value: View view } => view.Buffer,
                Store store => store.Buffer,
                _ => null,
            };
            if (reached is { Type: BufferType { IsTensor: true } } && pointsTo.Of(reached) is { } memory)
            {
                _reached.Add(memory);
            }
        }
    }

    /// <summary>Whether the elements of a tensor's adjoint are reached one by one.</summary>
    public bool AreReached(Variable tensor) => tensor.Type is BufferType { IsTensor: true } && _reached.Contains(_pointsTo.Of(tensor));

    /// <summary>
    /// Whether the members of a class that are differentiated are tensors alone, and other such classes. One object of such a class, with absent tensors, will do for the
    /// adjoint of a layer that nobody wants.
    /// </summary>
    public static bool HasOnlyTensors(BufferType type) =>
        type.Element is StructType { Derived.IsEmpty: true, LeadsBack: false } structure
        && !Fields.Floats(structure).Any()
        && Fields.ActiveReferences(structure).All(field => field.Type.IsTensor || (field.Type.Kind == BufferKind.Object && HasOnlyTensors(field.Type)));
}
