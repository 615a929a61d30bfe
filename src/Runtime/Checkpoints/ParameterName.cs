using System.Text;

namespace AutoDiff;

/// <summary>The name of a parameter in files: <c>Blocks[0].QkvProj.Weight</c> is PyTorch's <c>blocks.0.qkv_proj.weight</c>.</summary>
internal static class ParameterName
{
    internal static string InFile(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (c == '[')
                text.Append(text.Length > 0 ? "." : "");
            else if (c == ']')
                continue;
            else if (char.IsAsciiLetterUpper(c) && i > 0 && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1])))
                text.Append('_').Append(char.ToLowerInvariant(c));
            else
                text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
