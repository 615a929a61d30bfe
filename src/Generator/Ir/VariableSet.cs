namespace AutoDiff.Generator.Ir;

/// <summary>A set of variables by their ids, which are dense.</summary>
internal sealed class VariableSet
{
    private bool[] _contains = new bool[64];

    public bool Contains(Variable variable) => variable.Id < _contains.Length && _contains[variable.Id];

    /// <summary>Whether it wasn't there.</summary>
    public bool Add(Variable variable)
    {
        if (variable.Id >= _contains.Length)
        {
            Array.Resize(ref _contains, Math.Max(variable.Id + 1, 2 * _contains.Length));
        }

        bool isNew = !_contains[variable.Id];
        _contains[variable.Id] = true;
        return isNew;
    }
}
