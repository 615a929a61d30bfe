using System.Globalization;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>
/// Names for variables: the wanted one, or with the first number that makes it differ from every name of a block around or inside, as C# asks.
/// Blocks beside each other may use the same name.
/// </summary>
internal sealed class NameAllocator(HashSet<string> reserved)
{
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
        int number = 0;
        for (CodeBlock? block = scope; block is not null; block = block.Parent)
        {
            if (block.FreeNumbers is not null && block.FreeNumbers.TryGetValue(name, out int free))
            {
                number = Math.Max(number, free);
            }
        }

        string numbered = Numbered(name, number);
        while (!IsFree(numbered, scope))
        {
            numbered = Numbered(name, ++number);
        }

        (scope.FreeNumbers ??= new(StringComparer.Ordinal))[name] = number + 1;
        (scope.Names ??= new(StringComparer.Ordinal)).Add(numbered);
        for (CodeBlock? block = scope.Parent; block is not null && (block.InnerNames ??= new(StringComparer.Ordinal)).Add(numbered); block = block.Parent)
        {
        }

        return numbered;
    }

    private static string Numbered(string name, int number) => number == 0
        ? name
        : (name[0] == '@' ? name.Substring(1) : name) + (name == "t" ? "" : "_") + number.ToString(CultureInfo.InvariantCulture);

    private bool IsFree(string name, CodeBlock scope)
    {
        if (reserved.Contains(name) || scope.InnerNames?.Contains(name) == true)
        {
            return false;
        }

        for (CodeBlock? block = scope; block is not null; block = block.Parent)
        {
            if (block.Names?.Contains(name) == true)
            {
                return false;
            }
        }

        return true;
    }
}
