namespace Samples.ADBench;

/// <summary>A sparse matrix that is filled row by row: where each row starts, and the columns and values that it has.</summary>
public sealed class SparseRows(int rows, int entries)
{
    private readonly int[] _starts = new int[rows + 1];
    private readonly int[] _columns = new int[entries];
    private readonly double[] _values = new double[entries];
    private int _row;
    private int _entry;

    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, _row + 1);

    public ReadOnlySpan<int> Columns => _columns.AsSpan(0, _entry);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, _entry);

    public void Clear() => (_row, _entry) = (0, 0);

    public void Add(int column, double value)
    {
        _columns[_entry] = column;
        _values[_entry++] = value;
    }

    /// <summary>Values for columns that follow each other.</summary>
    public void Add(int firstColumn, ReadOnlySpan<double> values)
    {
        Span<int> columns = _columns.AsSpan(_entry, values.Length);
        for (int i = 0; i < columns.Length; i++) columns[i] = firstColumn + i;
        values.CopyTo(_values.AsSpan(_entry));
        _entry += values.Length;
    }

    public void EndRow() => _starts[++_row] = _entry;
}
