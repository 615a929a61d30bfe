namespace AutoDiff.Generator.Ir;

/// <summary>
/// A step from a struct or object to one of its fields, as it stands in paths: the field's name where C# can read and write it by name, otherwise
/// <c>name|read|write</c>, where reading and writing are a name or the start of a call (<c>global::N.Point.AutoDiffMembers.X(ref </c>) that gives a reference.
/// </summary>
internal static class FieldStep
{
    private const char Separator = '|';

    public static string Of(string name, string read, string write) => read == name && write == name ? name : name + Separator + read + Separator + write;

    /// <summary>The field's name.</summary>
    public static string Name(string step) => Part(step, 0);

    /// <summary>Whether reading the field takes a call.</summary>
    public static bool IsReadByCall(string step) => IsCall(Part(step, 1));

    /// <summary>Whether C# can't both read and write the field by its name.</summary>
    public static bool NeedsAccessor(string step) => step.IndexOf(Separator) >= 0;

    /// <summary>The field at a path of <paramref name="target"/>, as text: a value, or a variable that can be assigned.</summary>
    public static string Apply(string target, IEnumerable<string> path, bool isWritten)
    {
        (string before, string after) = Around(path, isWritten);
        return before + target + after;
    }

    /// <summary>What stands before and after a target for all the steps of a path.</summary>
    public static (string Before, string After) Around(IEnumerable<string> path, bool isWritten)
    {
        (string before, string after) = ("", "");
        foreach (string step in path)
        {
            string part = Part(step, isWritten ? 2 : 1);
            if (IsCall(part))
            {
                (before, after) = (part + before, after + ")");
            }
            else
            {
                after += "." + part;
            }
        }

        return (before, after);
    }

    private static bool IsCall(string part) => part.IndexOf('(') >= 0;

    private static string Part(string step, int index) => NeedsAccessor(step) ? step.Split(Separator)[index] : step;
}
