using System.Globalization;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Names for variables: the wanted one, or with the first number that makes it differ from every name of a block around or inside, as C# asks.
/// Blocks beside each other may use the same name.
/// </summary>
internal sealed class NameAllocator(HashSet<string> reserved)
{
    // By name, the last of its uses; each leads to the one before.
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbered = new(StringComparer.Ordinal);
    private readonly List<Use> _uses = [];

    public static void Allocate(List<Local> locals, HashSet<string> reserved)
    {
        var allocator = new NameAllocator(reserved);
        foreach (Local local in locals)
        {
            if (!local.IsTemporary)
            {
                local.Name = allocator.Allocate(local.WantedName, local.Scope!);
            }
        }

        foreach (Local local in locals)
        {
            if (local.IsTemporary)
            {
                local.Name = allocator.Allocate(local.WantedName, local.Scope!);
            }
        }
    }

    private string Allocate(string wanted, CodeBlock scope)
    {
        string name = CSharpNames.Escape(wanted);
        int number = 0, own = -1;
        for (int use = LastOf(_numbered, name); use >= 0; use = _uses[use].Before)
        {
            if (IsInside(scope, _uses[use].Scope))
            {
                number = Math.Max(number, _uses[use].Free);
                own = _uses[use].Scope == scope ? use : own;
            }
        }

        string numbered = Numbered(name, number);
        while (!IsFree(numbered, scope))
        {
            numbered = Numbered(name, ++number);
        }

        if (own >= 0)
        {
            _uses[own] = _uses[own] with { Free = number + 1 };
        }
        else
        {
            Add(_numbered, name, scope, number + 1);
        }

        Add(_taken, numbered, scope, 0);
        return numbered;
    }

    private static string Numbered(string name, int number) => number == 0
        ? name
        : (name[0] == '@' ? name.Substring(1) : name) + (name == "t" ? "" : "_") + number.ToString(CultureInfo.InvariantCulture);

    private bool IsFree(string name, CodeBlock scope)
    {
        if (reserved.Contains(name))
        {
            return false;
        }

        for (int use = LastOf(_taken, name); use >= 0; use = _uses[use].Before)
        {
            if (IsInside(scope, _uses[use].Scope) || IsInside(_uses[use].Scope, scope))
            {
                return false;
            }
        }

        return true;
    }

    private void Add(Dictionary<string, int> last, string name, CodeBlock scope, int free)
    {
        _uses.Add(new Use(scope, LastOf(last, name), free));
        last[name] = _uses.Count - 1;
    }

    private static int LastOf(Dictionary<string, int> last, string name) => last.TryGetValue(name, out int use) ? use : -1;

    private static bool IsInside(CodeBlock inner, CodeBlock outer)
    {
        while (inner.Depth > outer.Depth)
        {
            inner = inner.Parent!;
        }

        return inner == outer;
    }

    /// <summary>A name's use in a block: declared there, or with numbers below <paramref name="Free"/>.</summary>
    private readonly record struct Use(CodeBlock Scope, int Before, int Free);
}
