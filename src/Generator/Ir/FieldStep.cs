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

    /// <summary>The field of <paramref name="target"/> as a value.</summary>
    public static string Read(string target, string step) => Apply(target, Part(step, 1));

    /// <summary>The field of <paramref name="target"/> as a variable that can be assigned.</summary>
    public static string Write(string target, string step) => Apply(target, Part(step, 2));

    /// <summary>What stands before and after a target for all the steps of a path.</summary>
    public static (string Before, string After) Around(IEnumerable<string> path, bool isWritten)
    {
        (string before, string after) = ("", "");
        foreach (string step in path)
        {
            string part = Part(step, isWritten ? 2 : 1);
            if (part.IndexOf('(') >= 0)
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

    private static string Apply(string target, string part) => part.IndexOf('(') >= 0 ? part + target + ")" : target + "." + part;

    private static string Part(string step, int index)
    {
        if (step.IndexOf(Separator) < 0)
        {
            return step;
        }

        return step.Split(Separator)[index];
    }
}
