namespace AutoDiff.Gradients.Tests.Corpora;

/// <summary>A pair with methods: what Clad's <c>SimpleFunctions</c> has.</summary>
[Differentiable]
internal partial struct CladPair
{
    public double X;
    public double Y;

    public CladPair(double x)
    {
        X = x;
        x *= x;
        Y = x;
    }

    public CladPair(double x, double y)
        : this(x)
    {
        Y *= y;
    }

    public static CladPair operator +(CladPair a, CladPair b) => new() { X = a.X + b.X, Y = a.Y + b.Y };

    public static CladPair operator *(double factor, CladPair p) => p with { X = factor * p.X, Y = factor * p.Y };

    public static CladPair operator -(CladPair p) => new() { X = -p.X, Y = -p.Y };

    public static CladPair operator -(CladPair p, double d) => new() { X = p.X - d, Y = p.Y };

    public static implicit operator CladPair((double X, double Y) t) => new() { X = t.X, Y = t.Y };

    public static explicit operator double(CladPair p) => 2 * p.X * p.Y;

    public static double Sum(double u, double v) => u + (v * u);

    public static double ChangeCopy(CladPair p, double by)
    {
        p.Add(by);
        p.Scaled(by);
        return p.X * p.Y;
    }

    public static void ScaleBoth(ref CladPair s, double by)
    {
        s.X = by * s.X;
        s.Y = 3 * s.Y * s.X;
    }

    public static CladPair Make(double x) => new(x * x, x);

    public readonly double Weighted(double i, double j) => ((X + Y) * i) + (i * j);

    public readonly bool IsLarge(double t) => t > 1 || X > 4;

    public void Add(double value)
    {
        X += value;
        Y *= X;
    }

    public CladPair Scaled(double by)
    {
        X *= by;
        Y *= by;
        return this;
    }
}

/// <summary>A class with an array in it, and an initial value for each member.</summary>
[Differentiable]
internal sealed partial class CladTangent
{
    public double[] Data { get; init; } = [0, 0, 0];

    public double Seed { get; set; } = 9;

    public void Update(double d)
    {
        for (int i = 0; i < Data.Length; i++)
        {
            Data[i] = d * (i + 1);
        }
    }

    public double Sum()
    {
        double result = 0;
        foreach (double d in Data)
        {
            result += d * d;
        }

        return result;
    }

    public double this[int i]
    {
        get => Data[i] * 2;
        set => Data[i] = value * Seed;
    }
}

/// <summary>A struct of structs, with an array of them.</summary>
[Differentiable]
internal partial record struct CladWrapper(CladPair Inner, double Scale)
{
    public CladPair[] Many = [];
}

/// <summary>Structs, classes, constructors and conversions: Clad's <c>MemberFunctions.C</c>, <c>UserDefinedTypes.C</c> and <c>Constructors.C</c>.</summary>
internal static partial class CladTypes
{
    // Clad, MemberFunctions.C, fn3: constructed, and a method called on it.
    [Differentiable]
    public static double MethodOfALocal(double x, double y, double i)
    {
        var pair = new CladPair { X = x, Y = y };
        return pair.Weighted(i, x) * pair.Weighted(y, i);
    }

    // Clad, MemberFunctions.C, fn2: a method that changes the receiver, its result unused.
    [Differentiable]
    public static double ReceiverChanges(double x, double y, int n)
    {
        var pair = new CladPair { X = x, Y = y };
        for (int k = 0; k < n; k++)
        {
            pair.Add(y);
            _ = pair.Scaled(0.5 * x);
        }

        return pair.X * pair.Y;
    }

    // Clad, MemberFunctions.C, fn7: a static method of a struct.
    [Differentiable]
    public static double StaticMethod(double u, double v) => CladPair.Sum(u, v) * CladPair.Sum(v, u);

    // Clad, MemberFunctions.C, fn8: a method decides which branch is taken.
    [Differentiable]
    public static double MethodDecides(double x, double y)
    {
        CladPair s = (x, y);
        if (s.IsLarge(y))
        {
            return s.X * s.X;
        }

        return y * y;
    }

    // Clad, MemberFunctions.C, fn10: operators one after the other, then a member.
    [Differentiable]
    public static double OperatorsThenMember(double x, double y)
    {
        CladPair s = (x * y, y);
        return (s - (4 * x) - (y * y)).X * ((2 * s) - x).X;
    }

    // Clad, MemberFunctions.C, fn11: set by one method, used, incremented by another.
    [Differentiable]
    public static double SetUsedIncremented(double u, double v)
    {
        double result = 0;
        var a = new CladTangent();
        a.Update(u);
        result += a.Data[1] * v;
        a.Data[1]++;
        a.Seed = a.Data[1];
        return result + (a.Seed * a.Seed);
    }

    // Clad, UserDefinedTypes.C, fn2: a struct is passed by value to a function that changes its copy.
    [Differentiable]
    public static double CopyIsChanged(double i, double j)
    {
        CladPair p = (i, j);
        double result = CladPair.ChangeCopy(p, i);
        return (result * p.X) + p.Y;
    }

    // Clad, UserDefinedTypes.C, fn3: the elements of a member array.
    [Differentiable]
    public static double MemberArray(double i, double j)
    {
        var t = new CladTangent();
        t.Data[0] = 2 * i;
        t.Data[1] = (5 * i) + (3 * j * t.Data[0]);
        return t.Sum();
    }

    // Clad, UserDefinedTypes.C, fn6: a complex number whose real part is set.
    [Differentiable]
    public static double RealPartIsSet(double re, double im, double i)
    {
        (double Re, double Im) c = (re, im);
        double before = c.Re;
        c.Re = 5 * i * before;
        double result = c.Re + (3 * c.Im) + (6 * i);
        result += 4 * c.Re * c.Im;
        return result;
    }

    // Clad, UserDefinedTypes.C, fn8: updated from a complex number, then summed.
    [Differentiable]
    public static double UpdatedThenSummed(double re, double im)
    {
        var t = new CladTangent { Data = [im, im, im, im] };
        double before = t.Sum();
        t.Update(re * before);
        return t.Sum();
    }

    // Clad, UserDefinedTypes.C, fn12: the struct is assigned a new one made from its old members.
    [Differentiable]
    public static double AssignedFromItself(double a, double b)
    {
        CladPair s = (a, b);
        s = new CladPair { X = 2 * s.Y, Y = (2 * s.X) + s.Y };
        s = (s.Y * s.X, s.X);
        return s.X + (s.Y * s.Y);
    }

    // Clad, UserDefinedTypes.C, fn16: the sum of two, of which a method is called at once.
    [Differentiable]
    public static double MethodOfASum(double i, double j)
    {
        CladPair first = (i, 3), second = (j, i * j);
        return (first + second).Weighted(i, j);
    }

    // Clad, UserDefinedTypes.C, fn24 and fn25: a factor in front, and a sign.
    [Differentiable]
    public static double FactorAndSign(double x, double y)
    {
        CladPair v = (x, y * x), w = x * v, u = -w;
        return (w.X * u.Y) + v.X;
    }

    // Clad, UserDefinedTypes.C, fn27: a struct within a struct, replaced as a whole.
    [Differentiable]
    public static double InnerReplaced(double x, double y)
    {
        var s = new CladWrapper((x, y), x);
        double before = s.Inner.X * s.Scale;
        s.Inner = (2 * y, (3 * x) + 2);
        s.Inner = s.Inner with { Y = s.Inner.Y * before };
        return s.Inner.X * s.Inner.Y;
    }

    // Clad, UserDefinedTypes.C, fn28: made within the argument.
    [Differentiable]
    public static double MadeInTheArgument(double x, double y) => CladPair.ChangeCopy((x, y), y) + CladPair.ChangeCopy(new CladPair(y, x), 2);

    // Clad, UserDefinedTypes.C, fn30: a reference to the whole comes back.
    [Differentiable]
    public static double ReferenceToTheWhole(double x, double y)
    {
        CladPair a = (x, y);
        ref CladPair same = ref a;
        same.X *= a.Y;
        ref double member = ref same.Y;
        member *= a.X;
        return a.Y + same.X;
    }

    // Clad, UserDefinedTypes.C, fn32: an array of structs.
    [Differentiable]
    public static double ArrayOfStructs(double x, double y, int n)
    {
        var pairs = new CladPair[n + 1];
        pairs[0] = (x, y);
        for (int i = 1; i <= n; i++)
        {
            pairs[i] = pairs[i - 1] + (0.5 * pairs[i - 1]);
            pairs[i].Add(x);
            pairs[i - 1].X = pairs[i].Y;
        }

        return pairs[n].X + (pairs[0].X * y);
    }

    // Clad, UserDefinedTypes.C, fn34: conversions, one of them explicit.
    [Differentiable]
    public static double Conversions(double x, double y)
    {
        CladPair p = (x, y);
        return (double)p + (double)(CladPair)(y, x * x);
    }

    // Clad, UserDefinedTypes.C, fn36: an integer member as a factor.
    [Differentiable]
    public static double IntegerMember(double x, int n)
    {
        (int N, double V) e = (n, x);
        e.V *= e.N;
        e.N++;
        return e.V * e.V * e.N;
    }

    // Clad, Constructors.C, fn1: the constructor changes its own copy of the argument.
    [Differentiable]
    public static double ConstructorChangesItsArgument(double x, double y)
    {
        var g = new CladPair(x);
        y = x * y;
        return y + (g.Y * g.X);
    }

    // Clad, Constructors.C, fn6: a constructor that calls another one.
    [Differentiable]
    public static double ConstructorCallsAnother(double x, double y) => new CladPair(x, y).Y + new CladPair(y, x).X;

    // Clad, Constructors.C, fn3: an initial value that the constructor leaves alone.
    [Differentiable]
    public static double InitialValue(double u)
    {
        var t = new CladTangent { Data = [u, u * u] };
        return t.Seed * t.Sum();
    }

    // Clad, Constructors.C, fn10: a copy of a struct, whose original changes afterwards.
    [Differentiable]
    public static double OriginalChanges(double x, double y)
    {
        CladPair a = (x, y);
        CladPair b = a;
        a.Add(x);
        b.Scaled(a.X);
        return (b.X * a.Y) + b.Y;
    }

    // Clad, Constructors.C, fn12: an array of structs within a struct; the array is shared by the copy.
    [Differentiable]
    public static double SharedByTheCopy(double x, double y)
    {
        CladWrapper a = new((x, y), 2) { Many = [(x, y), (y, x)] };
        CladWrapper b = a;
        b.Scale = x;
        b.Many[0].X *= y;
        return (a.Many[0].X * b.Many[1].Y * a.Scale) + b.Scale;
    }

    // Clad, TBRCalls.C, t6: through an indexer with a getter and a setter that scale.
    [Differentiable]
    public static double ThroughAnIndexer(double x, double y)
    {
        var t = new CladTangent { Seed = x };
        t[0] = y;
        t[1] = t[0] * y;
        t[0] *= t[1];
        t[2] += x;
        return t[0] + (t[1] * t[2]);
    }

    // Clad, RecordRestore.C, f: a record that a function scales in a loop.
    [Differentiable]
    public static double ScaledInALoop(double x, int n)
    {
        CladPair s = (x, 2 * x);
        double t = 0;
        for (int i = 0; i < n; i++)
        {
            CladPair.ScaleBoth(ref s, x);
            t += (s.X * s.X) + s.Y;
        }

        return t;
    }

    // Clad, TemporaryMemberCall.C, temporary_method: a method of what a function returns.
    [Differentiable]
    public static double MethodOfATemporary(double x) => CladPair.Make(x).Weighted(x, 2) + CladPair.Make(x).X;
}
