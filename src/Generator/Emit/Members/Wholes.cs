using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>A function's parameters as the user wrote them: a tuple or aggregate is several of the function's.</summary>
internal static class Wholes
{
    /// <summary>A parameter of the user's: one of the function's, or all the parts of one.</summary>
    internal sealed record Group(EquatableArray<Parameter> Parts)
    {
        public Parameter First => Parts[0];

        public ParameterPart? Whole => First.Part;

        public bool IsActive => Parts.Any(part => part.IsActive && part.Variable.Type.CanBeActive);

        /// <summary>Whether its adjoint is passed by reference, as it leads to memory.</summary>
        public bool HasActiveMemory => Parts.Any(part => part.IsActive && part.Variable.Type is BufferType { CanBeActive: true });
    }

    public static IEnumerable<Group> Of(EquatableArray<Parameter> parameters)
    {
        for (int i = 0; i < parameters.Count;)
        {
            int end = i + 1;
            while (parameters[i].Part is { } whole && end < parameters.Count && parameters[end].Part?.Name == whole.Name)
            {
                end++;
            }

            yield return new(parameters.Skip(i).Take(end - i).ToEquatableArray());
            i = end;
        }
    }
}
