using System.Globalization;

namespace AutoDiff;

/// <summary>
/// A table of comma-separated values (RFC 4180), in memory. Numbers are read in the invariant culture: with a point, without groups.
/// </summary>
/// <example>
/// <code>
/// CsvTable table = CsvTable.Read("iris.csv");
/// Dataset data = table.ToDataset("species", table.DistinctValues("species"));
/// (Dataset train, Dataset test) = data.Split(0.2, random);
/// FeatureScale scale = FeatureScale.Of(train);
/// scale.Apply(train);
/// scale.Apply(test);
/// </code>
/// </example>
#pragma warning disable RS0026 // Optional parameters on two overloads: what is required tells them apart.
public sealed class CsvTable
{
    private readonly string _name;
    private readonly string[] _columns;
    private readonly List<string[]> _rows = [];
    private readonly List<int> _lines = [];

    private CsvTable(TextReader text, string name, bool hasHeader, char separator)
    {
        if (separator is '"' or '\r' or '\n')
            throw new ArgumentException("Fields can't be separated by quotes or line ends.", nameof(separator));
        _name = name;
        var reader = new CsvReader(text, name, separator);
        List<string> first = reader.Read() ?? throw new InvalidDataException($"{name} is empty.");
        _columns = hasHeader ? [.. first] : [.. Enumerable.Range(0, first.Count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        for (List<string>? record = hasHeader ? reader.Read() : first; record is not null; record = reader.Read())
        {
            if (record.Count != _columns.Length)
                throw reader.Error(reader.RecordLine, $"{record.Count} fields, where {(hasHeader ? "the header" : "the first line")} has {_columns.Length}.");
            _rows.Add([.. record]);
            _lines.Add(reader.RecordLine);
        }
    }

    /// <summary>The names of the columns, from the header; without one they are "0", "1" and so on.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The number of rows, the header not counted.</summary>
    public int RowCount => _rows.Count;

    /// <summary>A field as it is written, without its quotes.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <returns>The text.</returns>
    public string this[int row, int column] => _rows[row][column];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, in UTF-8 unless it begins with the mark of another encoding.</param>
    /// <param name="hasHeader">Whether the first line has the names of the columns.</param>
    /// <param name="separator">What separates fields.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">A line has more or fewer fields than the first, or quotes that don't fit; it is named.</exception>
    public static CsvTable Read(string path, bool hasHeader = true, char separator = ',')
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var text = new StreamReader(path);
        return Read(text, path, hasHeader, separator);
    }

    /// <summary>Reads a text to its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="hasHeader">Whether the first line has the names of the columns.</param>
    /// <param name="separator">What separates fields.</param>
    /// <returns>The table.</returns>
    /// <exception cref="InvalidDataException">A line has more or fewer fields than the first, or quotes that don't fit; it is named.</exception>
    public static CsvTable Read(TextReader text, string name, bool hasHeader = true, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CsvTable(text, name, hasHeader, separator);
    }

    /// <summary>The different values of a column in ordinal order: the classes, where it has their names.</summary>
    /// <param name="column">The column's name.</param>
    /// <returns>The values.</returns>
    public string[] DistinctValues(string column)
    {
        int index = IndexOf(column, nameof(column));
        return [.. _rows.Select(row => row[index]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The numbers of some columns, of shape (rows, columns).</summary>
    /// <param name="columns">The columns' names; none for all of them.</param>
    /// <returns>The numbers, in fresh memory.</returns>
    /// <exception cref="ArgumentException">There is no such column, or it isn't the only one of its name.</exception>
    /// <exception cref="InvalidDataException">A field is no finite number; the line and the column are named.</exception>
    public Tensor ToTensor(params ReadOnlySpan<string> columns)
    {
        int[] indices = columns.IsEmpty ? [.. Enumerable.Range(0, _columns.Length)] : new int[columns.Length];
        for (int i = 0; i < columns.Length; i++)
            indices[i] = IndexOf(columns[i], nameof(columns));
        return Numbers(indices);
    }

    /// <summary>Examples with integers as labels, the numbers of all other columns as inputs.</summary>
    /// <param name="label">The name of the column with the labels.</param>
    /// <returns>The examples, with inputs of shape (rows, columns - 1).</returns>
    /// <exception cref="ArgumentException">There is no such column, or no other, or no row.</exception>
    /// <exception cref="InvalidDataException">A field isn't what it should be; the line and the column are named.</exception>
    public Dataset ToDataset(string label) => ToDataset(label, (row, column) =>
        int.TryParse(_rows[row][column], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Error(row, column, "is no label: an integer of at least 0. Names need the list of classes"));

    /// <summary>Examples with names of classes as labels, the numbers of all other columns as inputs.</summary>
    /// <param name="label">The name of the column with the labels.</param>
    /// <param name="classes">
    /// The classes: a label is the index in it. Give the same to the tables for training and test; <see cref="DistinctValues"/> makes one.
    /// </param>
    /// <returns>The examples, with inputs of shape (rows, columns - 1).</returns>
    /// <exception cref="ArgumentException">There is no such column, or no other, or no row.</exception>
    /// <exception cref="InvalidDataException">A field isn't what it should be; the line and the column are named.</exception>
    public Dataset ToDataset(string label, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < classes.Count; i++)
        {
            if (!indices.TryAdd(classes[i], i))
                throw new ArgumentException($"The class '{classes[i]}' is there twice.", nameof(classes));
        }

        return ToDataset(label, (row, column) =>
            indices.TryGetValue(_rows[row][column], out int index) ? index : throw Error(row, column, "is none of the classes"));
    }

    private Dataset ToDataset(string label, Func<int, int, int> labelAt)
    {
        ArgumentNullException.ThrowIfNull(label);
        int column = IndexOf(label, nameof(label));
        if (_columns.Length == 1 || _rows.Count == 0)
            throw new ArgumentException($"{_name} has {_rows.Count} rows and {_columns.Length - 1} columns beside '{label}': no examples.", nameof(label));
        int[] labels = new int[_rows.Count];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = labelAt(row, column);
        return new Dataset(Numbers([.. Enumerable.Range(0, _columns.Length).Where(i => i != column)]), labels);
    }

    private Tensor Numbers(int[] columns)
    {
        float[] values = new float[checked(_rows.Count * columns.Length)];
        for (int row = 0; row < _rows.Count; row++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                if (!float.TryParse(_rows[row][columns[i]], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
                    throw Error(row, columns[i], "is no finite number");
                values[row * columns.Length + i] = value;
            }
        }

        return Tensor.Create(values, _rows.Count, columns.Length);
    }

    private int IndexOf(string column, string parameter)
    {
        int index = Array.IndexOf(_columns, column);
        if (index < 0)
            throw new ArgumentException($"{_name} has no column '{column}'; it has {string.Join(", ", _columns.Select(name => $"'{name}'"))}.", parameter);
        if (Array.LastIndexOf(_columns, column) != index)
            throw new ArgumentException($"{_name} has several columns '{column}'.", parameter);
        return index;
    }

    private InvalidDataException Error(int row, int column, string what) =>
        new($"{_name}, line {_lines[row]}, column '{_columns[column]}': '{_rows[row][column]}' {what}.");
}
