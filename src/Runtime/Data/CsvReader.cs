using System.Text;

namespace AutoDiff;

/// <summary>
/// Reads the records of text with comma-separated values, after RFC 4180: a field in quotes may have separators, line ends and doubled
/// quotes in it. Lines end with CR LF, LF or CR; empty lines are left out.
/// </summary>
internal sealed class CsvReader(TextReader text, string name, char separator)
{
    private const int End = -1;

    private readonly StringBuilder _field = new();
    private int _line = 1;

    /// <summary>The line on which the last record began, from 1.</summary>
    internal int RecordLine { get; private set; }

    /// <summary>The next record, or null at the end.</summary>
    internal List<string>? Read()
    {
        while (text.Peek() is '\r' or '\n')
            SkipLineEnd();
        if (text.Peek() == End)
            return null;
        RecordLine = _line;
        List<string> fields = [];
        while (true)
        {
            fields.Add(text.Peek() == '"' ? Quoted() : Plain());
            int next = text.Peek();
            if (next == separator)
            {
                text.Read();
                continue;
            }

            if (next != End)
                SkipLineEnd();
            return fields;
        }
    }

    internal InvalidDataException Error(int line, string what) => new($"{name}, line {line}: {what}");

    // Ends before a separator, a line end or the end of the text.
    private string Plain()
    {
        _field.Clear();
        while (text.Peek() is var next && next != End && next != separator && next is not ('\r' or '\n'))
        {
            if (next == '"')
                throw Error(_line, $"there is a quote within '{_field}'; a field with quotes in it is quoted itself.");
            _field.Append((char)text.Read());
        }

        return _field.ToString();
    }

    private string Quoted()
    {
        int begin = _line;
        _field.Clear();
        text.Read();
        while (true)
        {
            int next = text.Peek();
            if (next == End)
                throw Error(begin, "a quoted field has no end.");
            if (next is '\r' or '\n')
            {
                // As it is written: CR LF stays CR LF.
                int first = text.Read();
                _field.Append((char)first);
                if (first == '\r' && text.Peek() == '\n')
                    _field.Append((char)text.Read());
                _line++;
                continue;
            }

            text.Read();
            if (next != '"')
                _field.Append((char)next);
            else if (text.Peek() != '"')
                break;
            else
                _field.Append((char)text.Read());
        }

        int after = text.Peek();
        if (after != End && after != separator && after is not ('\r' or '\n'))
            throw Error(_line, $"'{(char)after}' follows the end of a quoted field.");
        return _field.ToString();
    }

    private void SkipLineEnd()
    {
        if (text.Read() == '\r' && text.Peek() == '\n')
            text.Read();
        _line++;
    }
}
