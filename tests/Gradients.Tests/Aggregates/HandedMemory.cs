using System.Runtime.CompilerServices;

namespace AutoDiff.Gradients.Tests.Aggregates;

[Differentiable]
public partial class Node
{
    public double Value { get; set; } = 0.3;

    public double[] Table = [0.4, -0.7];

    public Node? Next;
}

[Differentiable]
public sealed partial class Holder : Node
{
    public double Weight = 0.8;

    public Node Inner { get; init; } = new();
}

/// <summary>An object whose members are replaced.</summary>
[Differentiable]
public sealed partial class Stored
{
    public double[] Table = [2, 3];

    public double[][] Rows = [[4], [5]];

    public Node? Next;
}

/// <summary>
/// Calls that aren't in place, and that give back, take apart or link the memory that they get: what was read before it is overwritten by another name is kept.
/// </summary>
internal static partial class HandedMemory
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static Node AsBase(Holder holder) => holder;

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static Node PartOf(Holder holder) => holder.Inner;

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static double[] TableOf(Node node) => node.Table;

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static Holder Wrap(Node node) => new() { Inner = node };

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static void Link(Holder holder, Node node) => holder.Next = node;

    [MethodImpl(MethodImplOptions.NoInlining)]
    [Differentiable]
    public static void Renew(Holder holder) => holder.Next = new Holder();

    [Differentiable]
    public static double ThroughBase(Holder holder, double x)
    {
        double before = Math.Sin(holder.Value);
        AsBase(holder).Value = x * x;
        return before * holder.Value;
    }

    [Differentiable]
    public static double ThroughPart(Holder holder, double x)
    {
        double before = Math.Sin(holder.Inner.Value);
        PartOf(holder).Value = x * x;
        return before * holder.Inner.Value;
    }

    [Differentiable]
    public static double ThroughTable(Holder holder, double x)
    {
        double before = Math.Sin(holder.Table[0]);
        TableOf(holder)[0] = x * x;
        return before * holder.Table[0];
    }

    [Differentiable]
    public static double ThroughWhole(Holder holder, double x)
    {
        double before = Math.Sin(holder.Value);
        Wrap(holder).Inner.Value = x * x;
        return before * holder.Value;
    }

    [Differentiable]
    public static double ThroughLink(Holder other, Holder holder, double x)
    {
        double before = Math.Sin(holder.Value);
        Link(other, holder);
        other.Next!.Value = x * x;
        return before * holder.Value;
    }

    [Differentiable]
    public static double ThroughNew(Holder holder, double x)
    {
        Renew(holder);
        var next = (Holder)holder.Next!;
        next.Weight *= x;
        return next.Weight * x;
    }

    // The array, the object and the list are the caller's afterwards.
    [Differentiable]
    public static double Stores(Stored stored, double x)
    {
        double before = stored.Table[0] * x;
        stored.Table = [x, x * x, before];
        stored.Rows[0] = (double[])stored.Table.Clone();
        stored.Next = new Holder { Weight = x };
        return before + stored.Rows[0][1] + ((Holder)stored.Next).Weight;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double TriedCast(Node node, double x)
    {
        Holder? holder = node as Holder;
        return holder is null ? x * node.Value : holder.Weight * x * x;
    }
}
