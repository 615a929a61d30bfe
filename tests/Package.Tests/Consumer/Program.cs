using System.Globalization;
using AutoDiff;

// Rosenbrock's function at (1.2, 1): its value, and its gradient.
double x = 1.2, y = 1.0;
double dx = -2 * (1 - x) - 400 * x * (y - x * x), dy = 200 * (y - x * x);
Print("value", Demo.Rosenbrock(x, y));
Print("dx", dx);
Print("dy", dy);
GradientCheck.Verify(v => Demo.Rosenbrock(v[0], v[1]), [x, y], [dx, dy]).ThrowIfFailed();
Console.WriteLine("checked");

static void Print(string name, double value) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.######}"));

public static partial class Demo
{
    public static double Rosenbrock(double x, double y)
    {
        double a = 1 - x, b = y - x * x;
        return a * a + 100 * b * b;
    }
}
