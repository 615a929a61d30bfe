using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Members;

/// <summary>The names in a member's signature: F's own parameters keep theirs, a generated name that is taken gets a trailing underscore.</summary>
internal sealed class MemberNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _adjoints = [];

    public MemberNames(Function function)
    {
        foreach (Parameter parameter in function.Parameters)
        {
            _taken.Add(parameter.Part?.Name ?? parameter.Variable.Name);
        }

        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.IsActive && parameter.Variable.Type.CanBeActive && !_adjoints.ContainsKey(KeyOf(parameter)))
            {
                _adjoints[KeyOf(parameter)] = Free("d" + KeyOf(parameter));
            }
        }

        Result = Free("dresult");
        Workspace = Free("workspace");
        Mark = Free("mark");
    }

    /// <summary>The cotangent of F's result.</summary>
    public string Result { get; }

    public string Workspace { get; }

    public string Mark { get; }

    /// <summary>The adjoint of an active parameter, or of the whole that it is a part of.</summary>
    public string AdjointOf(Parameter parameter) => _adjoints[KeyOf(parameter)];

    private static string KeyOf(Parameter parameter) => parameter.Part?.Name ?? parameter.Variable.Name;

    public string Free(string name)
    {
        while (!_taken.Add(name))
        {
            name += "_";
        }

        return name;
    }
}
