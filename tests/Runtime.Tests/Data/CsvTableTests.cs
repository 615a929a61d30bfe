using System.Globalization;

namespace AutoDiff.Runtime.Tests.Data;

public class CsvTableTests
{
    private const string Flowers = "length,width,species\n5.1,3.5,setosa\n7,3.2e0,versicolor\n-6.3,.25,setosa\n";

    [Fact]
    public void Columns_become_inputs_and_labels()
    {
        CsvTable table = Parse(Flowers);
        Assert.Equal(["length", "width", "species"], table.Columns);
        Assert.Equal((3, "versicolor"), (table.RowCount, table[1, 2]));
        string[] classes = table.DistinctValues("species");
        Assert.Equal(["setosa", "versicolor"], classes);
        Dataset data = table.ToDataset("species", classes);
        Assert.Equal([3, 2], data.Inputs.Shape.ToArray());
        Assert.Equal([5.1f, 3.5f, 7, 3.2f, -6.3f, 0.25f], data.Inputs.AsSpan().ToArray());
        Assert.Equal([0, 1, 0], data.Labels.ToArray());
        Assert.Equal([3.5f, 3.2f, 0.25f], table.ToTensor("width").AsSpan().ToArray());
        Assert.Equal([2, 1], Parse("a,y\n1,2\n3,1").ToDataset("y").Labels.ToArray());
        Assert.Equal([1, 2, 3, 4], Parse("1;2\n3;4", hasHeader: false, separator: ';').ToTensor().AsSpan().ToArray());
        Assert.Equal([2, 4], Parse("1;2\n3;4", hasHeader: false, separator: ';').ToTensor("1").AsSpan().ToArray());
    }

    [Theory]
    [InlineData("a,b\r\n1,2\r\n", "1|2")]
    [InlineData("a,b\r1,2\r3,4", "1|2|3|4")]
    [InlineData("a,b\n\n1,2\n\n\n", "1|2")]
    [InlineData("a,b\n\"1\",\"x, y\"\n", "1|x, y")]
    [InlineData("a,b\n\"say \"\"so\"\"\",\"\"\n", "say \"so\"|")]
    [InlineData("a,b\n\"two\r\nlines\",2\n", "two\r\nlines|2")]
    [InlineData("a,b\n,\n", "|")]
    [InlineData("a,b\n 1 ,2", " 1 |2")]
    [InlineData("a,b\n\"\"\"\",\",\"", "\"|,")]
    public void Quotes_and_line_ends_are_those_of_the_standard(string text, string fields)
    {
        CsvTable table = Parse(text);
        Assert.Equal(fields, string.Join("|", Enumerable.Range(0, table.RowCount).SelectMany(row => new[] { table[row, 0], table[row, 1] })));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("a,b\n1\n", "line 2: 1 fields, where the header has 2")]
    [InlineData("a,b\n\"1\n2\",3\n4,5,6\n", "line 4: 3 fields")]
    [InlineData("a,b\n1,\"2\n3", "line 2: a quoted field has no end")]
    [InlineData("a,b\n1,\"2\"3\n", "line 2: '3' follows the end of a quoted field")]
    [InlineData("a,b\n1,2\n1,2\"3\n", "line 3: there is a quote within '2'")]
    public void A_line_that_doesnt_fit_is_named(string text, string message) => Assert.Contains(
        message, Assert.Throws<InvalidDataException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("x,y\n1,0\nabc,1\n", "flowers, line 3, column 'x': 'abc' is no finite number")]
    [InlineData("x,y\n,0\n", "line 2, column 'x': '' is no finite number")]
    [InlineData("x,y\nNaN,0\n", "'NaN' is no finite number")]
    [InlineData("x,y\n1e99,0\n", "'1e99' is no finite number")]
    [InlineData("x,y\n\"1,5\",0\n", "'1,5' is no finite number")]
    [InlineData("x,y\n1,\"two\nlines\"\n1,x\n", "line 2, column 'y'")]
    [InlineData("x,y\n1,-1\n", "column 'y': '-1' is no label")]
    [InlineData("x,y\n1,1.5\n", "column 'y': '1.5' is no label")]
    public void A_field_that_doesnt_fit_is_named(string text, string message) => Assert.Contains(
        message, Assert.Throws<InvalidDataException>(() => Parse(text).ToDataset("y")).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_dont_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal([-1.5f], Parse("x\n-1.5").ToTensor().AsSpan().ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        CsvTable table = Parse(Flowers);
        Assert.Contains("'length', 'width', 'species'", Assert.Throws<ArgumentException>("label", () => table.ToDataset("class")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("columns", () => table.ToTensor("length", "height"));
        Assert.Throws<ArgumentException>("column", () => Parse("a,a\n1,2").DistinctValues("a"));
        Assert.Throws<ArgumentException>("classes", () => table.ToDataset("species", ["setosa", "setosa"]));
        Assert.Contains("'versicolor' is none", Assert.Throws<InvalidDataException>(() => table.ToDataset("species", ["setosa"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("label", () => Parse("y\n1").ToDataset("y"));
        Assert.Throws<ArgumentException>("label", () => Parse("x,y\n").ToDataset("y"));
        Assert.Throws<ArgumentException>("separator", () => Parse("x", separator: '"'));
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        Assert.Throws<FileNotFoundException>(() => CsvTable.Read(path));
        try
        {
            File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. "x,y\n1,2\nz,2"u8]);
            Assert.Contains($"{path}, line 3, column 'x'", Assert.Throws<InvalidDataException>(() => CsvTable.Read(path).ToDataset("y")).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CsvTable Parse(string text, bool hasHeader = true, char separator = ',') =>
        CsvTable.Read(new StringReader(text), "flowers", hasHeader, separator);
}
