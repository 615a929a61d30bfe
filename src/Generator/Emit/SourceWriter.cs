using System.Globalization;
using System.Text;

namespace AutoDiff.Generator.Emit;

/// <summary>Text with indentation, lines that end in LF, and blocks in braces.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _isAtLineStart = true;

    public SourceWriter Append(string text)
    {
        if (text.Length > 0)
        {
            Indent();
            _text.Append(text);
        }

        return this;
    }

    public SourceWriter Append(char character)
    {
        Indent();
        _text.Append(character);
        return this;
    }

    public SourceWriter Append(long number) => Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends the line.</summary>
    public SourceWriter Line()
    {
        _text.Append('\n');
        _isAtLineStart = true;
        return this;
    }

    public SourceWriter Line(string text) => Append(text).Line();

    /// <summary>An opening brace on a line of its own; what follows is indented.</summary>
    public SourceWriter OpenBlock()
    {
        Line("{");
        _indentation++;
        return this;
    }

    /// <summary>The closing brace; <paramref name="trailer"/> follows it on its line.</summary>
    public SourceWriter CloseBlock(string trailer = "")
    {
        CloseBrace();
        return Append(trailer).Line();
    }

    /// <summary>The closing brace without the end of its line.</summary>
    public SourceWriter CloseBrace()
    {
        _indentation--;
        return Append('}');
    }

    public void IncreaseIndentation() => _indentation++;

    public void DecreaseIndentation() => _indentation--;

    public override string ToString() => _text.ToString();

    private void Indent()
    {
        if (_isAtLineStart)
        {
            _text.Append(' ', _indentation * 4);
            _isAtLineStart = false;
        }
    }
}
