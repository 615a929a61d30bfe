using System.Globalization;
using System.Text;

namespace AutoDiff.Generator.Emit;

/// <summary>How the name of a variable is written as a C# identifier.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> s_keywords = new(StringComparer.Ordinal)
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",

        // Names only in places, but not everywhere that a local variable may stand.
        "async", "await", "dynamic", "field", "file", "from", "nameof", "nint", "nuint", "partial", "record", "required", "scoped", "var", "when",
        "where", "with", "yield",
    };

    /// <summary>The name as an identifier: a keyword gets an <c>@</c>, what can't stand in an identifier becomes an underscore.</summary>
    public static string Escape(string name)
    {
        if (name.Length > 0 && name[0] == '@')
        {
            name = name.Substring(1);
        }

        if (s_keywords.Contains(name))
        {
            return "@" + name;
        }

        return IsIdentifier(name) ? name : Repair(name);
    }

    private static bool IsIdentifier(string name)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (!IsPart(name[i], isFirst: i == 0))
            {
                return false;
            }
        }

        return name.Length > 0;
    }

    private static string Repair(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (text.Length == 0 && c is >= '0' and <= '9')
            {
                text.Append('_');
            }

            text.Append(IsPart(c, isFirst: false) ? c : '_');
        }

        return text.Length == 0 ? "t" : text.ToString();
    }

    private static bool IsPart(char c, bool isFirst)
    {
        if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_')
        {
            return true;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark => !isFirst,
            _ => false,
        };
    }
}
