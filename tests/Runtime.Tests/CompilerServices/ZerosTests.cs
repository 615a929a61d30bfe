using AutoDiff.CompilerServices;

namespace AutoDiff.Runtime.Tests.CompilerServices;

public class ZerosTests
{
    [Fact]
    public void All_of_a_span_and_nothing_beside_it()
    {
        for (int length = 0; length <= 300; length++)
        {
            byte[] bytes = [.. Enumerable.Repeat((byte)7, length + 2)];
            Zeros.Clear(bytes.AsSpan(1, length));
            Assert.Equal([7, .. new byte[length], 7], bytes);
            double[] numbers = [.. Enumerable.Repeat(2.5, length + 2)];
            Zeros.Clear(numbers.AsSpan(1, length));
            Assert.Equal([2.5, .. new double[length], 2.5], numbers);
        }
    }

    [Fact]
    public void Arrays_of_numbers_and_of_references()
    {
        double[] numbers = [.. Enumerable.Range(1, 20).Select(i => (double)i)];
        Zeros.Clear(numbers);
        Assert.Equal(new double[20], numbers);
        object[] names = new string[] { "a", "b" };
        Zeros.Clear(names);
        Assert.All(names, Assert.Null);
        Assert.Throws<ArgumentNullException>(() => Zeros.Clear((double[])null!));
    }
}
