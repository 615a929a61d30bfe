using Samples.Digits;

namespace Samples.Tests;

public class DigitSetReaderTests
{
    private static readonly string[] Good = [.. Enumerable.Repeat("8", Network.Pixels), "7"];

    [Fact]
    public void Reads_pixels_as_shares_of_16()
    {
        DigitSet set = DigitSet.Read(new StringReader(Row(0, "16") + "\n\n" + Row(64, "0") + "\n"));

        Assert.Equal(2, set.Count);
        Assert.Equal([7, 0], set.Labels.ToArray());
        Assert.Equal(1, set.Image(0)[0]);
        Assert.Equal(0.5, set.Image(1)[0]);
    }

    [Theory]
    [InlineData(5, "17", "Line 2, value 6: a pixel must be a whole number from 0 to 16, not '17'.")]
    [InlineData(0, "-1", "Line 2, value 1: a pixel must be a whole number from 0 to 16, not '-1'.")]
    [InlineData(63, "x", "Line 2, value 64: a pixel must be a whole number from 0 to 16, not 'x'.")]
    [InlineData(1, "", "Line 2, value 2: a pixel must be a whole number from 0 to 16, not ''.")]
    [InlineData(2, "1.5", "Line 2, value 3: a pixel must be a whole number from 0 to 16, not '1.5'.")]
    [InlineData(64, "10", "Line 2, value 65: the label must be a whole number from 0 to 9, not '10'.")]
    public void Names_the_line_and_the_value(int index, string cell, string message) =>
        AssertFails(message, Row(0, "0") + "\n" + Row(index, cell));

    [Fact]
    public void Names_the_line_with_too_few_values() =>
        AssertFails("Line 1: expected 64 pixels and a label, found 3 values.", "1,2,3");

    [Fact]
    public void Names_the_line_with_too_many_values() =>
        AssertFails("Line 2: expected 64 pixels and a label, found 66 values.", Row(0, "0") + "\n" + Row(0, "0") + ",1");

    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    public void Wants_a_row(string text) => AssertFails("There are no rows.", text);

    [Fact]
    public void Wants_a_reader() => Assert.Throws<ArgumentNullException>("reader", () => DigitSet.Read(null!));

    private static string Row(int index, string cell)
    {
        string[] cells = [.. Good];
        cells[index] = cell;
        return string.Join(',', cells);
    }

    private static void AssertFails(string message, string text) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => DigitSet.Read(new StringReader(text))).Message);
}
