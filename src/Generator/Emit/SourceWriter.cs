using System.Globalization;
using System.Runtime.CompilerServices;

namespace AutoDiff.Generator.Emit;

/// <summary>Text with indentation, lines that end in LF, and blocks in braces.</summary>
internal sealed class SourceWriter
{
    // The memory of the last writer whose text was taken on this thread: a file is tens of thousands of characters.
    [ThreadStatic]
    private static char[]? t_spare;

    private char[] _text;
    private int _length;
    private int _indentation;
    private bool _isAtLineStart = true;

    public SourceWriter()
    {
        _text = t_spare ?? new char[1 << 12];
        t_spare = null;
    }

    public SourceWriter Append(string text)
    {
        if (text.Length > 0)
        {
            Indent();
            Reserve(text.Length);
            text.CopyTo(0, _text, _length, text.Length);
            _length += text.Length;
        }

        return this;
    }

    public SourceWriter Append(char character)
    {
        Indent();
        Put(character);
        return this;
    }

    public SourceWriter Append(long number) => Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends the line.</summary>
    public SourceWriter Line()
    {
        Put('\n');
        _isAtLineStart = true;
        return this;
    }

    public SourceWriter Line(string text) => Append(text).Line();

    /// <inheritdoc cref="Line(string)"/>
    public SourceWriter Line([InterpolatedStringHandlerArgument("")] WrittenLine text)
    {
        _ = text;
        return Line();
    }

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

    public override string ToString() => new(_text, 0, _length);

    /// <summary>The text; nothing can be written any more.</summary>
    public string TakeText()
    {
        string text = ToString();
        t_spare = _text;
        (_text, _length) = ([], 0);
        return text;
    }

    private void Indent()
    {
        if (_isAtLineStart)
        {
            int spaces = _indentation * 4;
            Reserve(spaces);
            _text.AsSpan(_length, spaces).Fill(' ');
            _length += spaces;
            _isAtLineStart = false;
        }
    }

    private void Put(char character)
    {
        Reserve(1);
        _text[_length++] = character;
    }

    private void Reserve(int count)
    {
        if (_text.Length - _length < count)
        {
            Array.Resize(ref _text, Math.Max(_length + count, 2 * _text.Length));
        }
    }
}
